package dev.skerry.desk.root;

import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.document.Times;
import dev.skerry.format.sign.Threshold;
import java.util.ArrayList;
import java.util.List;

/** A root document in words. */
public final class RootWords {
  private static final int SHORT = 16;

  private RootWords() {}

  /** Lines for people. */
  public static List<String> of(RootFile root) {
    RootDocument document = root.document();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Root %d of product %s, epoch %d"
            .formatted(document.version(), document.product(), document.epoch()));
    lines.add(
        "  valid from %s to %s"
            .formatted(Times.text(document.issued()), Times.text(document.expires())));
    lines.add("  digest " + root.envelope().payloadDigest());
    lines.add("Signers");
    document.signers().forEach(signer -> lines.add("  " + signer(signer)));
    lines.add("Roles");
    lines.add("  " + role(document, RoleName.ROOT) + " sign the next root document");
    lines.add("  " + role(document, RoleName.RELEASE) + " sign a bundle");
    lines.add("  " + role(document, RoleName.DEPLOY) + " register sites and give permits");
    revoked(document.revoked(), lines);
    lines.add(state(root));
    return List.copyOf(lines);
  }

  private static String signer(RootSigner signer) {
    List<String> keys =
        signer.keys().stream()
            .map(key -> key.scheme() + " " + key.keyid().substring(0, SHORT))
            .toList();
    String all = keys.size() > 1 ? " (counts only with all of them)" : "";
    return signer.name() + ": " + String.join(", ", keys) + all;
  }

  private static String role(RootDocument document, RoleName name) {
    RootDocument.Role role = document.roles().of(name);
    return "%s: %d of %s"
        .formatted(name.word(), role.threshold(), String.join(", ", role.signers()));
  }

  private static void revoked(Revoked revoked, List<String> lines) {
    if (!revoked.equals(Revoked.NOTHING)) {
      lines.add("Revoked");
    }
    revoked.keys().forEach(key -> lines.add("  key " + key));
    revoked.bundles().forEach(bundle -> lines.add("  bundle " + bundle));
    revoked.content().forEach(content -> lines.add("  content " + content));
  }

  private static String state(RootFile root) {
    Threshold own = Threshold.of(root.document(), RoleName.ROOT, root.envelope());
    String who = own.signers().isEmpty() ? "nobody" : String.join(", ", own.signers());
    return "Signed by %s: %d of the %d that its own role root asks for%s"
        .formatted(
            who,
            own.signers().size(),
            own.needed(),
            root.document().version() > 1 ? ", besides those of the root before" : "");
  }
}
