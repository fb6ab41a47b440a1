package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process in the background that a test started and ends. */
public final class Daemon implements AutoCloseable {
  private static final int TRIES = 600;
  private static final int STEP_MILLIS = 50;

  private final Process process;
  private final Path log;

  private Daemon(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a program; its output goes to a file. */
  public static Daemon start(Path log, Map<String, String> environment, List<String> command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return new Daemon(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something holds; fails with the log when it does not within 30 s. */
  public Daemon until(BooleanSupplier holds) {
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      if (holds.getAsBoolean()) {
        return this;
      }
      pause();
    }
    throw new AssertionError("not ready: " + output());
  }

  /** Waits until it listens on a port of loopback. */
  public Daemon untilListening(int port) {
    return until(() -> listens(port));
  }

  /** Everything it has printed so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes that it has read since its start, from files and elsewhere. */
  public long bytesRead() {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/io")).stream()
          .filter(line -> line.startsWith("rchar: "))
          .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on it can open nothing more. */
  public void openNothingMore() {
    Run.ok(log.getParent(), "prlimit", "--pid", String.valueOf(process.pid()), "--nofile=1:");
  }

  /** Waits for it to end by itself; its exit code. */
  public int exit() {
    await();
    return process.exitValue();
  }

  /** Waits until something holds or it has ended, in small steps. */
  public Daemon untilOrEnded(BooleanSupplier holds) throws InterruptedException {
    while (process.isAlive() && !holds.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return this;
  }

  /** Sends it a signal and waits for its end; its exit code. */
  public int signal(String name) throws IOException {
    send(name);
    return exit();
  }

  /** Sends it a signal. */
  void send(String name) throws IOException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
  }

  /** Ends it at once, as a power cut would. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  @Override
  public void close() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        // Where the kernel keeps a thread of it, not even that ends it.
        boolean ended = process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        String how = ended ? "when asked: " : "even when killed: ";
        throw new AssertionError("did not stop " + how + output());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A port of loopback that is free now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
