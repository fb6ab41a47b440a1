package dev.skerry.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk that fails at one operation. What was written is in the real files at once, as in the page
 * cache; what was forced is remembered, and after a power cut {@link #restart} leaves of the rest
 * only what a seed keeps: sectors of unforced writes, and a first part of each folder's unforced
 * changes of names.
 */
final class SimulatedDisk implements Disk {
  static final int SECTOR = 512;

  enum Fault {
    /** The process is gone, the page cache is not. */
    KILL,
    /** Only what was forced is sure to be there. */
    POWER_CUT,
    /** One operation fails with an input/output error. */
    IO_ERROR,
    /** The disk is full from this operation on. */
    FULL
  }

  private final Disk real = Disk.real();
  private final Fault fault;
  private final Random random;
  private final Map<Path, Node> durable = new TreeMap<>();
  private final Map<Path, Node> seen = new TreeMap<>();
  private final List<Rename> names = new ArrayList<>();
  private long left;
  private long operations;
  private boolean off;

  /** A file's bytes, whatever its names. */
  private static final class Node {
    byte[] now = new byte[0];
    byte[] forced = new byte[0];
  }

  /** A folder's entry changes; a node that is null is a name that goes. */
  private record Rename(Path name, Node node) {}

  /**
   * @param at the number of the operation that fails, from 0; none when there are fewer
   */
  SimulatedDisk(Fault fault, long at, long seed) {
    this.fault = fault;
    this.left = at;
    this.random = new Random(seed);
  }

  /** How many operations there were. */
  synchronized long operations() {
    return operations;
  }

  /** Whether the fault has happened. */
  synchronized boolean happened() {
    return left < 0;
  }

  /** Leaves on the real disk what the next process finds. */
  synchronized void restart() throws IOException {
    off = true;
    if (fault != Fault.POWER_CUT) {
      return;
    }
    Map<Path, Node> left = new TreeMap<>(durable);
    Map<Path, List<Rename>> byFolder = new TreeMap<>();
    names.forEach(
        n -> byFolder.computeIfAbsent(n.name().getParent(), f -> new ArrayList<>()).add(n));
    byFolder.values().forEach(changes -> keepSome(changes, left));
    for (Path name : seen.keySet()) {
      Files.deleteIfExists(name);
    }
    for (Map.Entry<Path, Node> entry : left.entrySet()) {
      Files.write(entry.getKey(), torn(entry.getValue()));
    }
  }

  @Override
  public synchronized Out create(Path file) throws IOException {
    operation("create");
    real.create(file).close();
    Node node = new Node();
    seen.put(file, node);
    names.add(new Rename(file, node));
    return new SimulatedOut(node, real.open(file));
  }

  @Override
  public synchronized Out open(Path file) throws IOException {
    operation("open");
    Node node = seen.computeIfAbsent(file, f -> new Node());
    node.now = Files.readAllBytes(file);
    return new SimulatedOut(node, real.open(file));
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    operation("rename");
    real.rename(from, to);
    Node node = seen.remove(from);
    seen.put(to, node);
    names.add(new Rename(from, null));
    names.add(new Rename(to, node));
  }

  @Override
  public synchronized void forceFolder(Path folder) throws IOException {
    operation("forceFolder");
    for (Rename change : List.copyOf(names)) {
      if (change.name().getParent().equals(folder)) {
        apply(change, durable);
        names.remove(change);
      }
    }
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    operation("delete");
    real.delete(file);
    if (seen.remove(file) != null) {
      names.add(new Rename(file, null));
    }
  }

  @Override
  public synchronized void createFolders(Path folder) throws IOException {
    operation("createFolders");
    Files.createDirectories(folder);
  }

  @Override
  public synchronized List<String> list(Path folder, int max) throws IOException {
    operation("list");
    return real.list(folder, max);
  }

  @Override
  public synchronized long usableSpace(Path folder) throws IOException {
    return fault == Fault.FULL && left < 0 ? 0 : real.usableSpace(folder);
  }

  /** Counts one; fails when it is the one, and afterwards as the fault says. */
  private void operation(String what) throws IOException {
    operations++;
    boolean now = left == 0;
    left--;
    if (off || (now && (fault == Fault.KILL || fault == Fault.POWER_CUT))) {
      off = true;
      throw new IOException("the process is gone: " + what);
    }
    if (now && fault == Fault.IO_ERROR) {
      throw new IOException("Input/output error: " + what);
    }
    if (left < 0 && fault == Fault.FULL && (what.equals("create") || what.equals("write"))) {
      throw new IOException("No space left on device");
    }
  }

  private void keepSome(List<Rename> changes, Map<Path, Node> left) {
    changes.subList(0, random.nextInt(changes.size() + 1)).forEach(c -> apply(c, left));
  }

  private static void apply(Rename change, Map<Path, Node> to) {
    if (change.node() == null) {
      to.remove(change.name());
    } else {
      to.put(change.name(), change.node());
    }
  }

  /** Of what was not forced each sector is there or is as it was. */
  private byte[] torn(Node node) {
    if (Arrays.equals(node.now, node.forced)) {
      return node.now;
    }
    int length = node.forced.length + random.nextInt(Math.max(1, grown(node) + 1));
    byte[] result = Arrays.copyOf(node.forced, length);
    for (int at = 0; at < length; at += SECTOR) {
      if (random.nextBoolean()) {
        int count = Math.max(0, Math.min(Math.min(SECTOR, length - at), node.now.length - at));
        System.arraycopy(node.now, at, result, at, count);
      }
    }
    return result;
  }

  private static int grown(Node node) {
    return Math.max(0, node.now.length - node.forced.length);
  }

  private final class SimulatedOut implements Out {
    private final Node node;
    private final Out out;

    SimulatedOut(Node node, Out out) {
      this.node = node;
      this.out = out;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      synchronized (SimulatedDisk.this) {
        byte[] data = new byte[bytes.remaining()];
        bytes.duplicate().get(data);
        try {
          operation("write");
        } catch (IOException e) {
          keep(Arrays.copyOf(data, data.length / 2 / SECTOR * SECTOR), position);
          throw e;
        }
        keep(data, position);
        bytes.position(bytes.limit());
      }
    }

    @Override
    public void force(boolean metadata) throws IOException {
      synchronized (SimulatedDisk.this) {
        operation("force");
        node.forced = node.now.clone();
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (SimulatedDisk.this) {
        out.close();
      }
    }

    private void keep(byte[] data, long position) throws IOException {
      int start = Math.toIntExact(position);
      node.now = Arrays.copyOf(node.now, Math.max(node.now.length, start + data.length));
      System.arraycopy(data, 0, node.now, start, data.length);
      out.write(ByteBuffer.wrap(data), position);
    }
  }
}
