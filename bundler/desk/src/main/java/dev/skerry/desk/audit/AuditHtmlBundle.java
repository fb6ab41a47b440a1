package dev.skerry.desk.audit;

import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.desk.read.Verification;
import dev.skerry.format.accept.AudienceText;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Times;
import java.util.List;

/** The part of the page that is about bundles. */
final class AuditHtmlBundle {
  private final Html page;

  /** Writes on this page. */
  AuditHtmlBundle(Html page) {
    this.page = page;
  }

  /** Its signers, what changed against the one before, and what it carries. */
  void add(Bundle bundle) {
    page.subheading(bundle.verification().name());
    bundle
        .verification()
        .problem()
        .ifPresent(
            problem -> page.alarm(problem.code() + ": " + problem.item() + " " + problem.reason()));
    bundle
        .verification()
        .trusted()
        .ifPresent(signed -> {
          Statement statement = signed.statement();
          page.paragraph(
              "Signed by %s under root %d; issued %s, expires %s, meant for %s. Statement %s."
                  .formatted(
                      String.join(", ", signed.signers()),
                      signed.root(),
                      Times.text(statement.issued()),
                      Times.text(statement.expires()),
                      AudienceText.orEverySite(statement.audience()),
                      signed.digest()));
          bundle.verification().certificates().forEach(c -> page.paragraph(c.line() + "."));
          page.paragraph(source(bundle.verification()));
          changes(bundle);
          evidence(statement);
          carried(bundle);
        });
  }

  private static String source(Verification verification) {
    if (verification.volumes() == 0) {
      return "The bundle was not at hand: signatures were judged, content was not.";
    }
    String how = verification.good() ? ", to its last byte." : ", up to what is refused.";
    return "Read from " + verification.place() + how;
  }

  private void changes(Bundle bundle) {
    page.paragraph(
        bundle.against().map(name -> "Changed against " + name + ":").orElse("The first at hand:"));
    page.changes(bundle.changes());
  }

  private void evidence(Statement statement) {
    page.table(
        List.of("evidence carried", "about", "digest"),
        statement.evidence().stream()
            .map(e -> List.of(e.mediaType(), e.about().toString(), e.digest().toString()))
            .toList());
  }

  /** Carried as their makers published them: nobody here looked into them. */
  private void carried(Bundle bundle) {
    page.table(
        List.of("carried with", "platform", "what", "about", "digest"),
        bundle.carried().stream()
            .map(c -> List.of(c.reference(), c.platform(), c.what(), c.about(), c.digest()))
            .toList());
    if (bundle.carried().isEmpty() && bundle.verification().volumes() > 0) {
      page.paragraph("It carries no signature, SBOM or other statement of its images' makers.");
    }
  }
}
