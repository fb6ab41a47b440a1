package dev.skerry.upstream.rootfs;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Extended attributes of a file itself, links not followed. The JDK shows only {@code user.*}, so
 * libc is asked: {@code security.capability} is what a root filesystem cannot do without.
 */
final class Xattrs {
  /** Linux allows 64 KiB for the names of a file and for one value. */
  private static final int MOST = 64 * 1024;

  private static final MethodHandle LIST =
      function("llistxattr", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
  private static final MethodHandle GET =
      function(
          "lgetxattr",
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG);

  private Xattrs() {}

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, ValueLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_LONG, arguments));
  }

  /** All attributes by name, in bytewise order; none where the file system has none. */
  static SortedMap<String, byte[]> of(Path file) throws IOException {
    SortedMap<String, byte[]> found = new TreeMap<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(RawNames.whole(file), StandardCharsets.ISO_8859_1);
      MemorySegment buffer = arena.allocate(MOST);
      long length = (long) LIST.invokeExact(path, buffer, (long) MOST);
      for (String name : length > 0 ? names(buffer, length) : new String[0]) {
        MemorySegment value = arena.allocate(MOST);
        long size = (long) GET.invokeExact(path, arena.allocateFrom(name), value, (long) MOST);
        if (size < 0) {
          throw new IOException("the attribute " + name + " of " + file + " cannot be read");
        }
        found.put(name, value.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of libc throws nothing", e);
    }
    return found;
  }

  private static String[] names(MemorySegment buffer, long length) {
    byte[] bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8).split("\u0000");
  }
}
