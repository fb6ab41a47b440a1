package dev.skerry.examples;

import static java.lang.classfile.ClassFile.ACC_ABSTRACT;
import static java.lang.classfile.ClassFile.ACC_SUPER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a jar again with class files of today's version. Java's start-up cache takes no class
 * older than version 50, and verifies such a one the slow way at every start (JVMS section 4.10).
 */
public final class CacheableJar {
  /** Changes the version, and sends each method's code through the builder that adds its maps. */
  private static final ClassTransform RAISE =
      ((ClassTransform)
              (builder, element) -> {
                if (element instanceof ClassFileVersion) {
                  builder.withVersion(ClassFile.latestMajorVersion(), 0);
                } else {
                  builder.with(element);
                }
              })
          .andThen(ClassTransform.transformingMethodBodies((code, element) -> code.with(element)));

  /** Picocli looks for it at every start, and Java opens every jar to know that it is absent. */
  private static final ClassDesc CLOSURE = ClassDesc.of("groovy.lang.Closure");

  private CacheableJar() {}

  /**
   * Same entries, order and times; the code does the same. The stand-in for a class of Groovy, from
   * which nothing can be derived, is the last entry.
   *
   * @param args the jar, and the file to write
   */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[1]);
    Files.createDirectories(target.toAbsolutePath().getParent());
    try (JarFile jar = new JarFile(args[0]);
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
      ClassFile files =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(within(jar)));
      for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        byte[] bytes = read(jar, entry);
        boolean code = isClass(entry.getName());
        add(out, entry, code ? files.transformClass(files.parse(bytes), RAISE) : bytes);
      }
      ZipEntry closure = new ZipEntry("groovy/lang/Closure.class");
      closure.setTimeLocal(jar.entries().nextElement().getTimeLocal());
      add(out, closure, files.build(CLOSURE, type -> type.withFlags(ACC_ABSTRACT | ACC_SUPER)));
    }
  }

  private static void add(ZipOutputStream out, ZipEntry like, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(like.getName());
    entry.setTimeLocal(like.getTimeLocal());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  /** A map of the stack needs the common superclass of two, which may stand in the jar itself. */
  private static ClassHierarchyResolver within(JarFile jar) {
    return ClassHierarchyResolver.ofResourceParsing(
            (ClassDesc type) -> {
              String name = type.descriptorString();
              ZipEntry entry = jar.getEntry(name.substring(1, name.length() - 1) + ".class");
              try {
                return entry == null ? null : jar.getInputStream(entry);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse(ClassHierarchyResolver.defaultResolver());
  }

  private static byte[] read(JarFile jar, ZipEntry entry) throws IOException {
    try (var in = jar.getInputStream(entry)) {
      return in.readNBytes(Math.toIntExact(entry.getSize()));
    }
  }
}
