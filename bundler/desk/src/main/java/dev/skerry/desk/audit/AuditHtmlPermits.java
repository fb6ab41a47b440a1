package dev.skerry.desk.audit;

import dev.skerry.desk.audit.AuditReport.Brought;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Receipt;
import java.util.ArrayList;
import java.util.List;

/** The rules that permits lifted, as a part of the page. */
final class AuditHtmlPermits {
  private final List<List<String>> rows = new ArrayList<>();

  private AuditHtmlPermits() {}

  /** Where no rule was lifted there is nothing to say. */
  static void add(Html page, AuditReport report) {
    AuditHtmlPermits permits = new AuditHtmlPermits();
    report.believed().forEach(permits::add);
    if (!permits.rows.isEmpty()) {
      page.heading("Rules that a permit lifted")
          .table(
              List.of(
                  "site, receipt",
                  "bundle",
                  "rule",
                  "because",
                  "signed by, keys",
                  "valid",
                  "judged anew",
                  "permit"),
              permits.rows);
    }
  }

  private void add(Brought brought) {
    brought
        .lifted()
        .forEach(rule ->
            rows.add(
                List.of(
                    receipt(brought.receipt()),
                    brought.receipt().name(),
                    rule.permit().rule(),
                    rule.permit().reason(),
                    rule.signedBy(),
                    rule.validity(),
                    rule.objection().map(o -> o.code() + ", " + o.reason()).orElse("counts"),
                    rule.digest().toString())));
    if (brought.lacksPermits()) {
      long more = brought.receipt().permits().more();
      String missing =
          more == 0
              ? "the receipt does not carry the permit"
              : Amounts.count(more, "more permit") + ", not in the receipt";
      rows.add(
          List.of(
              receipt(brought.receipt()),
              brought.receipt().name(),
              missing + ": skerryd log at the site names it (bundle.permitted)",
              "",
              "",
              "",
              "not judged",
              ""));
    }
  }

  private static String receipt(Receipt receipt) {
    return receipt.site() + ", " + receipt.number();
  }
}
