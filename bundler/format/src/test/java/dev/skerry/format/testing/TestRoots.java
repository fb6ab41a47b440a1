package dev.skerry.format.testing;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.Role;
import dev.skerry.format.document.RootDocument.Roles;
import dev.skerry.format.document.RootDocument.RootSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Root documents of the product edge-fleet. */
public final class TestRoots {
  /** When everything in the tests is issued. */
  public static final Instant ISSUED = Instant.parse("2026-11-22T10:00:00Z");

  private static final Instant EXPIRES = Instant.parse("2028-11-22T10:00:00Z");

  private TestRoots() {}

  /** Signers with Ed25519 keys in all roles, each with the threshold. */
  public static RootDocument root(long version, int threshold, String... names) {
    return root(version, threshold, Stream.of(names).map(TestKeys::signer).toList());
  }

  /** These signers in all roles, each with the threshold. */
  public static RootDocument root(long version, int threshold, List<RootSigner> signers) {
    List<RootSigner> sorted =
        signers.stream().sorted(Comparator.comparing(RootSigner::name)).toList();
    Role role = new Role(threshold, sorted.stream().map(RootSigner::name).toList());
    return new RootDocument(
        "edge-fleet",
        version,
        1,
        ISSUED,
        EXPIRES,
        sorted,
        new Roles(role, role, role),
        Revoked.NOTHING,
        List.of());
  }

  /** Another epoch. */
  public static RootDocument epoch(RootDocument r, long epoch) {
    return new RootDocument(
        r.product(),
        r.version(),
        epoch,
        r.issued(),
        r.expires(),
        r.signers(),
        r.roles(),
        r.revoked(),
        r.chains());
  }

  /** Another list of what is revoked. */
  public static RootDocument revoking(RootDocument r, Revoked revoked) {
    return new RootDocument(
        r.product(),
        r.version(),
        r.epoch(),
        r.issued(),
        r.expires(),
        r.signers(),
        r.roles(),
        revoked,
        r.chains());
  }

  /** Another life. */
  public static RootDocument living(RootDocument r, Instant issued, Instant expires) {
    return new RootDocument(
        r.product(),
        r.version(),
        r.epoch(),
        issued,
        expires,
        r.signers(),
        r.roles(),
        r.revoked(),
        r.chains());
  }

  /** The same with certificates. */
  public static RootDocument chained(RootDocument r, List<Chain> chains) {
    return new RootDocument(
        r.product(),
        r.version(),
        r.epoch(),
        r.issued(),
        r.expires(),
        r.signers(),
        r.roles(),
        r.revoked(),
        chains);
  }

  /** Signed by the Ed25519 keys of these names. */
  public static Envelope signed(RootDocument root, String... names) {
    return TestKeys.sign(PayloadTypes.ROOT, root.payload(), names);
  }

  /** Writes one, signed by these, into a folder of root documents. */
  public static void write(Path folder, RootDocument root, String... names) throws IOException {
    Files.write(folder.resolve(root.version() + ".root.dsse.json"), signed(root, names).bytes());
  }
}
