package dev.skerry.desk.root;

import dev.skerry.desk.difference.Item;
import dev.skerry.format.certificate.KeyCertificate;
import dev.skerry.format.certificate.KeyCertificates;
import dev.skerry.format.certificate.RevocationLists;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.document.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A root document in words. */
public final class RootWords {
  private static final Duration SOON = Duration.ofDays(60);

  private RootWords() {}

  /**
   * Lines for people: what it says, and who signed it.
   *
   * @param now for what expires soon
   */
  public static List<String> of(RootFile root, Instant now) {
    List<String> lines = new ArrayList<>(content(root, now));
    lines.addAll(state(root));
    return List.copyOf(lines);
  }

  /** What it says, for who is to sign it: all of it, what is new in it, and its digest last. */
  public static List<String> content(RootFile root, Instant now) {
    RootDocument document = root.document();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Root %d of product %s, epoch %d"
            .formatted(document.version(), document.product(), document.epoch()));
    lines.add(
        "  valid from %s to %s"
            .formatted(Times.text(document.issued()), Times.text(document.expires())));
    lines.add("Signers");
    Powers powers = new Powers(document);
    document.signers().forEach(signer -> lines.add("  " + signer(signer) + powers.why(signer)));
    List<KeyCertificate> certificates =
        KeyCertificates.of(
            document,
            document.signers().stream().map(RootSigner::name).toList(),
            now,
            RevocationLists.NONE);
    certificates.forEach(c -> lines.add("  " + c.signer() + ": " + words(c)));
    lines.add("Roles");
    lines.add("  " + role(document, powers, RoleName.ROOT) + " sign the next root document");
    lines.add("  " + role(document, powers, RoleName.RELEASE) + " sign a bundle");
    lines.add("  " + role(document, powers, RoleName.DEPLOY) + " register sites and give permits");
    lines.add("What they can do");
    lines.addAll(powers.lines());
    revoked(document.revoked(), lines);
    lines.addAll(powers.warnings());
    certificates.forEach(certificate -> certificate(certificate, now, lines));
    if (!document.expires().isAfter(now.plus(SOON))) {
      lines.add("warning: it expires at " + Times.text(document.expires()) + ": make the next one");
    }
    root.before().ifPresent(before -> difference(before, document, lines));
    lines.add("Root document " + root.envelope().payloadDigest());
    lines.add("  " + root.envelope().payloadDigest().spoken());
    return List.copyOf(lines);
  }

  private static void difference(RootFile before, RootDocument now, List<String> lines) {
    lines.add(
        "Changed against root %d (%s)"
            .formatted(before.document().version(), before.envelope().payloadDigest()));
    List<Item> items = RootDifference.items(before.document(), now);
    items.forEach(item -> lines.add(item.line()));
    if (items.isEmpty()) {
      lines.add("  nothing but its number and its time");
    }
  }

  /** Nobody at this desk can say whether it was revoked: bundles carry the lists. */
  private static String words(KeyCertificate c) {
    return "certificate of %s, issued by %s, ends %s"
        .formatted(c.subject(), c.issuer(), Times.text(c.ends()));
  }

  private static void certificate(KeyCertificate certificate, Instant now, List<String> lines) {
    if (!certificate.sound()) {
      lines.add(
          "warning: the certificate of %s %s"
              .formatted(certificate.signer(), certificate.reason()));
    } else if (!certificate.ends().isAfter(now.plus(SOON))) {
      lines.add(
          "warning: the certificate of %s ends at %s: bundles that are issued later show it ended"
              .formatted(certificate.signer(), Times.text(certificate.ends())));
    }
  }

  private static String signer(RootSigner signer) {
    List<String> keys = signer.keys().stream().map(SignedWords::key).toList();
    String all = keys.size() > 1 ? " (counts only with all of them)" : "";
    return signer.name() + ": " + String.join(", ", keys) + all;
  }

  private static String role(RootDocument document, Powers powers, RoleName name) {
    RootDocument.Role role = document.roles().of(name);
    List<String> able = powers.able(name);
    String signers =
        role.signers().stream()
            .map(signer -> able.contains(signer) ? signer : signer + " (counts no more)")
            .collect(Collectors.joining(", "));
    return "%s: %d of %s".formatted(name.word(), role.threshold(), signers);
  }

  private static void revoked(Revoked revoked, List<String> lines) {
    if (!revoked.equals(Revoked.NOTHING)) {
      lines.add("Revoked");
    }
    revoked.keys().forEach(key -> lines.add("  key " + key));
    revoked.bundles().forEach(bundle -> lines.add("  bundle " + bundle));
    revoked.content().forEach(content -> lines.add("  content " + content));
  }

  /** Who signed it, who did not yet, and whether that is enough. */
  public static List<String> state(RootFile root) {
    List<String> lines = new ArrayList<>();
    root.before()
        .map(RootFile::document)
        .ifPresent(before -> lines.addAll(signed(root, before, "root " + before.version())));
    lines.addAll(signed(root, root.document(), "its own role root"));
    if (!root.complete()) {
      lines.add("incomplete: it is not used before enough of those who are missing have signed");
    }
    if (root.before().isEmpty() && root.document().version() > 1) {
      lines.add("not judged: root " + (root.document().version() - 1) + " does not lie beside it");
    }
    return lines;
  }

  private static List<String> signed(RootFile root, RootDocument judge, String whose) {
    return SignedWords.of(judge, RoleName.ROOT, root.envelope(), whose);
  }
}
