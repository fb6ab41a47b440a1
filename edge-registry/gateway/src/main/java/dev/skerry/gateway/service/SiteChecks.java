package dev.skerry.gateway.service;

import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.site.Import;
import dev.skerry.site.Receipts;
import dev.skerry.site.SitePolicies;
import java.util.List;

/** What {@code status} looks at anew whenever it is asked; each check throws what it finds. */
final class SiteChecks {
  private SiteChecks() {}

  static List<Runnable> of(
      DataFolder data, Import importer, Receipts receipts, SitePolicies policies) {
    return List.of(
        importer::check,
        () -> log(importer, receipts),
        importer::checkState,
        policies::check,
        data::requireSecrets);
  }

  /** One check, so that one fault of the log is told once. */
  private static void log(Import importer, Receipts receipts) {
    importer.checkLog();
    receipts.checkSigned();
  }
}
