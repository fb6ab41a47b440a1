package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.PlayedConsole;
import dev.skerry.desk.ledger.LocalNote;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.archive.Assembly;
import dev.skerry.format.archive.Layout;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Previous;
import dev.skerry.format.document.Requires;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Totals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/** A release desk on disk: keys of two signers, a root that both signed, content, statements. */
final class Desk {
  final Path dir;
  final Path content;
  final Path stick;
  private final Map<Digest, Long> blobs = new HashMap<>();

  Desk(Path dir) throws IOException {
    this.dir = dir;
    content =
        Files.createDirectories(dir.resolve("content/blobs/sha256")).resolve("../..").normalize();
    stick = Files.createDirectories(dir.resolve("stick"));
  }

  static PlayedConsole run(Object... args) {
    PlayedConsole console = new PlayedConsole();
    assertThat(console.run(args)).as(console::said).isZero();
    return console;
  }

  Path key(String name) {
    return dir.resolve("keys/" + name + ".key.pem");
  }

  Path pub(String name) {
    return dir.resolve("keys/" + name + ".pub.pem");
  }

  Path root() {
    return dir.resolve("root/1.root.dsse.json");
  }

  /** A key pair for each, without a passphrase. */
  Desk generate(String... names) {
    for (String name : names) {
      run("key", "generate", "--name", name, "--out", dir.resolve("keys"), "--no-passphrase");
    }
    return this;
  }

  /** Two key pairs for one signer. */
  Desk hybrid(String name) {
    Path keys = dir.resolve("keys");
    run("key", "generate", "--name", name, "--hybrid", "--out", keys, "--no-passphrase");
    return this;
  }

  /** Two signers, two of whom must sign. */
  Desk withRoot() {
    return withRoot("edge", "alice", "bob");
  }

  /** These signers of a product, who all signed its root. */
  Desk withRoot(String product, String... names) {
    generate(names);
    List<Object> init = new ArrayList<>(List.of("root", "init", "--product", product));
    init.addAll(List.of("--out", dir.resolve("root")));
    for (String name : names) {
      init.addAll(List.of("--signer", name + "=" + pub(name)));
    }
    run(init.toArray());
    return signRoot(root(), names);
  }

  /** Signs a root document by these keys, one after the other. */
  Desk signRoot(Path root, String... names) {
    for (String name : names) {
      run("root", "sign", "--yes", root, "--key", key(name));
    }
    return this;
  }

  /** A bundle of one file artifact with random bytes; returns NAME.statement. */
  Path build(long sequence, int size, Optional<Envelope> previous) throws IOException {
    blobs.clear();
    byte[] bytes = new byte[size];
    new Random(sequence).nextBytes(bytes);
    Descriptor layer = Descriptor.of(MediaTypes.OCTETS, put(bytes), size);
    Descriptor config = Descriptor.of(MediaTypes.OCI_EMPTY, put(ascii("{}")), 2);
    byte[] manifest = ascii("{\"schemaVersion\":2,\"layer\":\"" + layer.digest() + "\"}");
    Descriptor entry =
        new Descriptor(
            MediaTypes.OCI_MANIFEST,
            put(manifest),
            manifest.length,
            Optional.empty(),
            Map.of("dev.skerry.kind", "file"),
            Optional.empty());
    Layout layout =
        Layout.of(
            List.of(entry),
            d ->
                d.equals(entry.digest())
                    ? Optional.of(new Layout.Links(Optional.of(config), List.of(layer), List.of()))
                    : Optional.empty(),
            blobs);
    Assembly assembly =
        Assembly.of(
            List.of(Files.readAllBytes(root())), new TreeMap<>(), ascii("{}" + sequence), layout);
    for (byte[] document : assembly.documents()) {
      put(document);
    }
    Statement statement = statement(sequence, assembly, entry, previous);
    Path file = dir.resolve("out").resolve(statement.name() + ".statement");
    Files.createDirectories(file.getParent());
    Files.write(file, Envelope.unsigned(PayloadTypes.IN_TOTO, statement.payload()).bytes());
    new LocalNote(dir.resolve("ledger"), content).leave(file, statement);
    return file;
  }

  /** Built and signed by both. */
  Path signed(long sequence, int size) throws IOException {
    Path statement = build(sequence, size, Optional.empty());
    run("sign", statement, "--key", key("alice"), "--yes");
    run("sign", statement, "--key", key("bob"), "--yes");
    return statement;
  }

  Path blob(Digest digest) {
    return content.resolve("blobs/sha256").resolve(digest.hex());
  }

  Digest put(byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    Files.write(blob(digest), bytes);
    blobs.put(digest, (long) bytes.length);
    return digest;
  }

  private static Statement statement(
      long sequence, Assembly assembly, Descriptor entry, Optional<Envelope> previous) {
    Instant issued = PlayedConsole.NOW.minus(Duration.ofMinutes(1));
    Content content =
        new Content(
            Kind.FILE,
            Optional.of("runbook"),
            "skerry/file/runbook:latest",
            entry.digest(),
            entry.mediaType(),
            List.of(),
            OptionalLong.of(sequence),
            false);
    return new Statement(
        Digest.of(assembly.sums().bytes()),
        "edge",
        "stable",
        1,
        sequence,
        issued,
        issued.plus(Duration.ofDays(180)),
        previous.map(p -> new Previous(1, Statement.of(p).sequence(), p.payloadDigest())),
        new Totals(assembly.sums().lines().size(), assembly.metadata(), assembly.bytes()),
        new Requires(List.of(), List.of()),
        List.of(),
        List.of(content),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
