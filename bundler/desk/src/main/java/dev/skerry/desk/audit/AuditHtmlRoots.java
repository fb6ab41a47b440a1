package dev.skerry.desk.audit;

import dev.skerry.desk.root.RootDifference;
import dev.skerry.desk.root.RootFile;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Times;
import java.util.List;

/** The part of the page that is about root documents: what each says, and what became of it. */
final class AuditHtmlRoots {
  private AuditHtmlRoots() {}

  /**
   * Who may do what, and what each changed.
   *
   * @param roots ascending
   */
  static void add(Html page, List<RootFile> roots) {
    page.heading("Root documents")
        .table(
            List.of("version", "valid", "root", "release", "deploy", "digest"),
            roots.stream().map(AuditHtmlRoots::root).toList());
    roots.forEach(root -> keys(page, root.document()));
    for (int i = 1; i < roots.size(); i++) {
      RootDocument before = roots.get(i - 1).document();
      RootDocument now = roots.get(i).document();
      page.paragraph("Root %d against root %d:".formatted(now.version(), before.version()))
          .changes(RootDifference.items(before, now));
    }
  }

  /** Whose keys stand behind the names in this report. */
  private static void keys(Html page, RootDocument root) {
    page.table(
        List.of("signer of root " + root.version(), "scheme", "key"),
        root.signers().stream()
            .flatMap(signer ->
                signer.keys().stream()
                    .map(key -> List.of(signer.name(), key.scheme(), key.keyid())))
            .toList());
  }

  private static List<String> root(RootFile root) {
    RootDocument document = root.document();
    return List.of(
        document.version() + ", epoch " + document.epoch(),
        Times.text(document.issued()) + " to " + Times.text(document.expires()),
        role(document, RoleName.ROOT),
        role(document, RoleName.RELEASE),
        role(document, RoleName.DEPLOY),
        root.envelope().payloadDigest().toString());
  }

  private static String role(RootDocument document, RoleName name) {
    RootDocument.Role role = document.roles().of(name);
    return role.threshold() + " of " + String.join(", ", role.signers());
  }
}
