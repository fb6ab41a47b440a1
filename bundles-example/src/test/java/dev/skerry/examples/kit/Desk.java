package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A release desk in a folder of its own: {@code bundle.yaml} there, two signers, threshold two, the
 * packed {@code skerry}.
 */
public final class Desk {
  private static final List<String> SIGNERS = List.of("alice", "bob");
  private static final String CONTENT = "content";

  private final Path folder;
  private final String product;

  private Desk(Path folder, String product) {
    this.folder = folder;
    this.product = product;
  }

  /** Makes keys and root for a product. */
  public static Desk create(Path folder, String product) {
    Desk desk = new Desk(folder, product);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> root = new ArrayList<>(List.of("root", "init", "--product", product));
    for (String name : SIGNERS) {
      desk.skerry("key", "generate", "--name", name, "--out", "keys", "--no-passphrase").exits(0);
      root.addAll(List.of("--signer", name + "=keys/" + name + ".pub.pem"));
    }
    root.addAll(List.of("--out", "root"));
    desk.skerry(root.toArray(String[]::new)).exits(0);
    for (String name : SIGNERS) {
      desk.skerry("root", "sign", "root/1.root.dsse.json", "--key", key(name)).exits(0);
    }
    return desk;
  }

  /** Writes a file of the desk, for instance {@code bundle.yaml}. */
  public Desk file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Locks, builds and signs the next bundle. */
  public Path statement(long sequence) {
    skerry("lock", "--content", CONTENT).exits(0);
    skerry("build", "--root", "root", "--content", CONTENT, "--out", "out").exits(0);
    return sign(sequence);
  }

  /** Signs a bundle that was built into {@code out}. */
  public Path sign(long sequence) {
    Path statement = folder.resolve("out/" + product + "-stable-" + sequence + ".statement");
    for (String name : SIGNERS) {
      skerry("sign", statement.toString(), "--key", key(name), "--yes").exits(0);
    }
    return statement;
  }

  /** The same, and writes it onto a stick. */
  public void release(long sequence, Path stick, String... options) {
    write(statement(sequence), stick, options);
  }

  /** Writes a signed bundle onto a stick. */
  public void write(Path statement, Path stick, String... options) {
    List<String> write = new ArrayList<>(List.of("write", statement.toString()));
    write.addAll(List.of("--to", stick.toString()));
    write.addAll(List.of(options));
    skerry(write.toArray(String[]::new)).exits(0);
  }

  /** Sets up the data folder of a site that trusts this desk. */
  public Path site(Path data, String id, String... options) {
    List<String> init = new ArrayList<>(List.of("init", "--data", data.toString(), "--site", id));
    init.addAll(List.of("--root", folder.resolve("root/1.root.dsse.json").toString()));
    init.addAll(List.of(options));
    Dist.skerryd(folder, init.toArray(String[]::new)).exits(0);
    return data;
  }

  /** Runs {@code skerry} here. */
  public Run skerry(String... arguments) {
    return Dist.skerry(folder, arguments);
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  private static String key(String name) {
    return "keys/" + name + ".key.pem";
  }
}
