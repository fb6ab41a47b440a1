package dev.skerry.format.accept;

import dev.skerry.format.Limits;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.Threshold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Step 2: walks the roots of a bundle from the trusted one. */
final class RootWalk {
  private final List<TrustedRoot> known;
  private final List<NewRoot> save;
  private TrustedRoot trusted;

  /**
   * Begins at the newest root that is trusted.
   *
   * @param known what is trusted already, ascending, at least one
   * @param save takes each root document that is accepted
   */
  RootWalk(List<TrustedRoot> known, List<NewRoot> save) {
    this.known = known;
    this.save = save;
    this.trusted = known.getLast();
  }

  /** Roots 1 to N by themselves, as far as they go: the first is the anchor. */
  static Acceptance.JudgedRoots chain(List<byte[]> envelopes) {
    TrustedRoot anchor = anchor(envelopes.getFirst(), item(1));
    List<NewRoot> after = new ArrayList<>();
    Optional<Problem> refusal = Optional.empty();
    try {
      new RootWalk(List.of(anchor), after).walk(envelopes);
    } catch (SkerryException e) {
      refusal = Optional.of(e.problem());
    }
    List<TrustedRoot> trusted =
        Stream.concat(
                Stream.of(anchor),
                after.stream().map(root -> new TrustedRoot(root.envelope(), root.document())))
            .toList();
    return new Acceptance.JudgedRoots(trusted, refusal);
  }

  /** The newest root after the walk. */
  TrustedRoot walk(List<byte[]> envelopes) {
    if (envelopes.size() > Limits.V1.rootDocuments()) {
      throw refuse(
          AcceptError.ROOT_LIMIT,
          "roots/",
          "has %d documents, %d are the most"
              .formatted(envelopes.size(), Limits.V1.rootDocuments()));
    }
    for (int i = 0; i < envelopes.size(); i++) {
      step(envelopes.get(i), i + 1);
    }
    return trusted;
  }

  private void step(byte[] bytes, int version) {
    String item = item(version);
    TrustedRoot next = parse(bytes, item);
    RootDocument document = next.document();
    if (document.version() != version) {
      throw refuse(
          AcceptError.ROOT_GAP,
          item,
          "is version %d; version %d has to stand here".formatted(document.version(), version));
    }
    if (version <= trusted.document().version()) {
      requireSame(next, item);
    } else {
      requireSuccessor(next, item);
      save.add(new NewRoot(bytes, next.envelope(), document));
      trusted = next;
    }
  }

  private static String item(int version) {
    return "roots/" + version + ".root.dsse.json";
  }

  private void requireSame(TrustedRoot next, String item) {
    for (TrustedRoot stored : known) {
      boolean other =
          stored.document().version() == next.document().version()
              && !Arrays.equals(stored.envelope().payload(), next.envelope().payload());
      if (other) {
        throw refuse(
            AcceptError.ROOT_FORKED,
            item,
            "is another version %d than the one trusted here: %s, not %s"
                .formatted(
                    stored.document().version(),
                    next.envelope().payloadDigest(),
                    stored.envelope().payloadDigest()));
      }
    }
  }

  private void requireSuccessor(TrustedRoot next, String item) {
    RootDocument before = trusted.document();
    RootDocument after = next.document();
    if (after.version() != before.version() + 1) {
      throw refuse(
          AcceptError.ROOT_GAP,
          item,
          "is version %d; after version %d comes %d"
              .formatted(after.version(), before.version(), before.version() + 1));
    }
    if (!after.product().equals(before.product())) {
      throw refuse(
          AcceptError.ROOT_PRODUCT,
          item,
          "is for product %s, not for %s".formatted(after.product(), before.product()));
    }
    if (after.epoch() < before.epoch()) {
      throw refuse(
          AcceptError.ROOT_EPOCH,
          item,
          "has epoch %d, the root before has %d".formatted(after.epoch(), before.epoch()));
    }
    if (after.epoch() == before.epoch() && !after.revoked().covers(before.revoked())) {
      throw refuse(
          AcceptError.ROOT_REVOKED, item, "no longer revokes what the root before revoked");
    }
    requireThreshold(before, next.envelope(), AcceptError.ROOT_OLD_THRESHOLD, item);
    requireThreshold(after, next.envelope(), AcceptError.ROOT_NEW_THRESHOLD, item);
  }

  static TrustedRoot anchor(byte[] bytes, String item) {
    TrustedRoot anchor = parse(bytes, item);
    requireThreshold(anchor.document(), anchor.envelope(), AcceptError.ANCHOR_THRESHOLD, item);
    return anchor;
  }

  private static TrustedRoot parse(byte[] bytes, String item) {
    if (bytes.length > Limits.V1.rootDocument()) {
      throw refuse(
          AcceptError.ROOT_LIMIT,
          item,
          "has %d bytes, %d are the most".formatted(bytes.length, Limits.V1.rootDocument()));
    }
    TrustedRoot root = TrustedRoot.parse(bytes, item);
    for (RootSigner signer : root.document().signers()) {
      signer.keys().forEach(key -> requireFit(key, signer.name(), item));
    }
    return root;
  }

  /** A key of an unknown scheme never counts; that refuses nothing. */
  private static void requireFit(RootKey key, String signer, String item) {
    Optional<Scheme> scheme = Scheme.of(key.scheme());
    if (scheme.isPresent() && !PublicKey.isKeyOf(scheme.get(), key.spki())) {
      throw refuse(
          AcceptError.ROOT_KEY,
          item,
          "lists key %s of %s as %s, which it is not".formatted(key.keyid(), signer, key.scheme()));
    }
  }

  private static void requireThreshold(
      RootDocument root, Envelope envelope, AcceptError code, String item) {
    Threshold threshold = Threshold.of(root, RoleName.ROOT, envelope);
    if (!threshold.met()) {
      throw refuse(code, item, ReleaseStep.missing(threshold, root));
    }
  }

  private static SkerryException refuse(AcceptError code, String item, String reason) {
    return new SkerryException(code, item, reason);
  }
}
