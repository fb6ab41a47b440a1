package dev.skerry.store.testing;

import dev.skerry.store.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The real disk, with a hook before each change that a test can look at or let fail. */
public class PassingDisk implements Disk {
  private final Disk real = Disk.real();

  /** Before each change of whatever kind. */
  protected void step() throws IOException {}

  /** Before so many bytes are written into a file. */
  protected void writing(int bytes) {}

  /** Before a file is forced. */
  protected void forcing(boolean metadata) {}

  @Override
  public Out create(Path file) throws IOException {
    step();
    return out(real.create(file));
  }

  @Override
  public Out open(Path file) throws IOException {
    step();
    return out(real.open(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    real.rename(from, to);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step();
    real.forceFolder(folder);
  }

  @Override
  public void delete(Path file) throws IOException {
    step();
    real.delete(file);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    step();
    real.createFolders(folder);
  }

  @Override
  public List<String> list(Path folder, int max) throws IOException {
    return real.list(folder, max);
  }

  @Override
  public long usableSpace(Path folder) throws IOException {
    return real.usableSpace(folder);
  }

  private Out out(Out real) {
    return new Out() {
      @Override
      public void write(ByteBuffer bytes, long position) throws IOException {
        step();
        writing(bytes.remaining());
        real.write(bytes, position);
      }

      @Override
      public void force(boolean metadata) throws IOException {
        step();
        forcing(metadata);
        real.force(metadata);
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }
}
