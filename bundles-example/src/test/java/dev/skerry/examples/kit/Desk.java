package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A release desk in a folder of its own: {@code bundle.yaml} there, signers who are each in every
 * role, the packed {@code skerry}. The folder is all the state there is, so that two desks on one
 * folder are the same people, with other keys in their hands or another time on their clock.
 */
public final class Desk {
  private static final String CONTENT = "content";

  private final Path folder;
  private final String product;
  private final List<String> signers;
  private final Map<String, String> environment;

  private Desk(Path folder, String product, List<String> signers, Map<String, String> environment) {
    this.folder = folder;
    this.product = product;
    this.signers = signers;
    this.environment = environment;
  }

  /** Makes keys and root for a product: alice and bob, who must both sign. */
  public static Desk create(Path folder, String product) {
    return create(folder, product, "alice", "bob");
  }

  /** Makes keys and root for a product: two of the signers must sign, or the only one. */
  public static Desk create(Path folder, String product, String... signers) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Desk desk = new Desk(folder, product, List.of(signers), Map.of());
    for (String name : signers) {
      desk.key(name);
    }
    return desk.root("init", desk.signers, "--product", product, "--out", "root");
  }

  /** Makes keys of a signer, unless they are there. */
  public Desk key(String name, String... options) {
    if (Files.notExists(keys()) || keys(name, ".key.pem").isEmpty()) {
      run(
          List.of("key", "generate", "--name", name, "--out", "keys", "--no-passphrase"),
          List.of(options));
    }
    return this;
  }

  /**
   * Writes the root document after the newest and signs it.
   *
   * @param by who signs it
   * @param named signers whose keys it is told, in the place of those that they had
   */
  public Desk nextRoot(List<String> by, List<String> named, String... options) {
    return with(by).root("next", named, options);
  }

  private Desk root(String command, List<String> named, String... options) {
    List<String> more = new ArrayList<>(List.of(options));
    named.forEach(name -> more.addAll(signer(name)));
    run(List.of("root", command), more);
    String root = "root/" + newestRoot() + ".root.dsse.json";
    for (String name : signers) {
      run(List.of("root", "sign", root, "--yes"), keyOptions(name));
    }
    return this;
  }

  private long newestRoot() {
    try (Stream<Path> roots = Files.list(folder.resolve("root"))) {
      return roots.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same desk with others who sign. */
  public Desk with(List<String> others) {
    return new Desk(folder, product, others, environment);
  }

  /** The same desk with more in the environment of its programs, for instance another time. */
  public Desk in(Map<String, String> more) {
    return new Desk(folder, product, signers, more);
  }

  /** The same desk in another folder. */
  Desk at(Path other) {
    return new Desk(other, product, signers, environment);
  }

  /** The id of a signer's key. */
  public String keyid(String name) {
    return skerry("key", "show", keys(name, ".pub.pem").getFirst()).exits(0).out().split("\\s+")[1];
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
  public Path statement(String... build) {
    skerry("lock", "--content", CONTENT).exits(0);
    List<String> command = List.of("build", "--root", "root", "--content", CONTENT, "--out", "out");
    return sign(run(command, List.of(build)).out().lines().findFirst().orElseThrow());
  }

  /** Signs a bundle that was built into {@code out}. */
  public Path sign(long sequence) {
    return sign("out/" + product + "-stable-" + sequence + ".statement");
  }

  private Path sign(String statement) {
    for (String name : signers) {
      run(List.of("sign", statement, "--yes"), keyOptions(name));
    }
    return folder.resolve(statement);
  }

  /** The same with a number, written onto a stick. */
  public void release(long sequence, Path stick, String... options) {
    write(statement("--sequence", String.valueOf(sequence)), stick, options);
  }

  /** Writes a signed bundle onto a stick. */
  public void write(Path statement, Path stick, String... options) {
    run(List.of("write", statement.toString(), "--to", stick.toString()), List.of(options));
  }

  /** Sets up the data folder of a site that trusts this desk. */
  public Path site(Path data, String id, String... options) {
    List<String> init = new ArrayList<>(List.of("init", "--data", data.toString(), "--site", id));
    init.addAll(List.of("--root", folder.resolve("root/1.root.dsse.json").toString()));
    init.addAll(List.of(options));
    Dist.skerryd(folder, init.toArray(String[]::new)).exits(0);
    return data;
  }

  /**
   * Registers the gateway of a site, so that its receipts count; the first signer answers for it.
   */
  public Desk register(Path data, String id) {
    List<String> add = new ArrayList<>(List.of("site", "add", "--name", id));
    add.addAll(List.of("--key", data.resolve("gateway.pub.pem").toString(), "--sign-key"));
    add.addAll(keys(signers.getFirst(), ".key.pem"));
    run(add, List.of());
    return this;
  }

  /** Runs {@code skerry} here. */
  public Run skerry(String... arguments) {
    return Dist.skerry(folder, environment, arguments);
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  private Run run(List<String> command, List<String> more) {
    String[] all = Stream.concat(command.stream(), more.stream()).toArray(String[]::new);
    return skerry(all).exits(0);
  }

  private List<String> signer(String name) {
    return keys(name, ".pub.pem").stream()
        .flatMap(key -> Stream.of("--signer", name + "=" + key))
        .toList();
  }

  private List<String> keyOptions(String name) {
    return keys(name, ".key.pem").stream().flatMap(key -> Stream.of("--key", key)).toList();
  }

  private Path keys() {
    return folder.resolve("keys");
  }

  /** The key files of a signer, of which a hybrid one has two. */
  private List<String> keys(String name, String ending) {
    try (Stream<Path> files = Files.list(keys())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.startsWith(name + ".") && file.endsWith(ending))
          .sorted()
          .map(file -> "keys/" + file)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
