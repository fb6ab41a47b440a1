package dev.skerry.desk.kit;

import dev.skerry.desk.build.Build;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.Describe;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.lock.BundleLock;
import dev.skerry.desk.lock.Lock;
import dev.skerry.desk.lock.LockFile;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.Progress;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.Role;
import dev.skerry.format.document.RootDocument.Roles;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.document.Signature;
import dev.skerry.format.sign.KeyFiles;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.upstream.collect.Sources;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.registry.RegistryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A release desk in a folder: bundle.yaml, a signed root, a content store, a ledger. */
public final class DeskFolder {
  /** What the desk's clock shows. */
  public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final Path folder;

  /** Makes a desk with a root that one key signed. */
  public DeskFolder(Path folder, SigningKey key) {
    this.folder = folder;
    root(key, List.of());
  }

  /**
   * Pins certificates for the key, leaf first, in a root that takes the place of the one before.
   */
  public DeskFolder pin(SigningKey key, byte[]... chain) {
    root(key, List.of(new Chain(key.publicKey().keyid(), List.of(chain))));
    return this;
  }

  /** A key to sign roots with. */
  public static SigningKey key() {
    return new KeyFiles(new SecureRandom()).generate(Scheme.ED25519);
  }

  /** The folder. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** Writes a file. */
  public DeskFolder file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file. */
  public DeskFolder file(String name, byte[] bytes) {
    try {
      Files.createDirectories(path(name).getParent());
      Files.write(path(name), bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Locks. */
  public BundleLock lock() {
    try (Sources sources = new Sources(RegistryOptions.defaults())) {
      BundleSpec spec = Describe.read(path("bundle.yaml"));
      BundleLock lock =
          new Lock(sources, store()).lock(spec, ledger().counters(spec.product()), Progress.none());
      LockFile.write(path("bundle.lock.yaml"), lock);
      return lock;
    }
  }

  /** Builds. */
  public Build.Built build() {
    return build(OptionalLong.empty(), Optional.empty(), OptionalLong.empty());
  }

  /** Builds with options. */
  public Build.Built build(OptionalLong sequence, Optional<Instant> issued, OptionalLong medium) {
    try (Sources sources = new Sources(RegistryOptions.defaults())) {
      return new Build(sources, store(), ledger(), InstantSource.fixed(NOW))
          .build(
              new Build.Request(
                  path("bundle.yaml"),
                  new Roots(path("root")),
                  sequence,
                  issued,
                  medium,
                  path("out")),
              Progress.none());
    }
  }

  /** Builds and keeps the statement in the ledger, as {@code write} does. */
  public Build.Built release() {
    lock();
    Build.Built built = build();
    try {
      ledger().record(Envelope.parse(Files.readAllBytes(built.file()), "statement"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return built;
  }

  /** The content store. */
  public ContentStore store() {
    return ContentStore.open(path("content"));
  }

  /** The ledger. */
  public Ledger ledger() {
    return new Ledger(path("ledger"));
  }

  private void root(SigningKey key, List<Chain> chains) {
    RootKey rootKey =
        new RootKey(key.publicKey().keyid(), key.publicKey().scheme().id(), key.publicKey().spki());
    Role role = new Role(1, List.of("alice"));
    RootDocument root =
        new RootDocument(
            "edge",
            1,
            1,
            NOW,
            NOW.plusSeconds(86_400 * 365L),
            List.of(new RootSigner("alice", List.of(rootKey))),
            new Roles(role, role, role),
            Revoked.NOTHING,
            chains);
    Envelope envelope = Envelope.unsigned(PayloadTypes.ROOT, root.payload());
    Signature signature = new Signature(key.publicKey().keyid(), key.sign(envelope.pae()));
    file("root/1.root.dsse.json", envelope.with(signature).bytes());
  }
}
