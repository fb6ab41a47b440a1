package dev.skerry.desk.audit;

import dev.skerry.desk.LocalFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * The report as files.
 *
 * @param page one page for people that needs nothing but itself
 * @param json the same for programs
 * @param oscal the same as OSCAL assessment results
 */
public record AuditFiles(Path page, Path json, Path oscal) {
  private static final String PAGE = ".html";

  /**
   * Writes {@code REPORT.html}, {@code REPORT.json} and {@code REPORT.oscal.json}.
   *
   * @throws dev.skerry.format.error.SkerryException {@code UNWRITABLE}
   */
  public static AuditFiles write(AuditReport report, Path file) {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(PAGE) ? name.substring(0, name.length() - PAGE.length()) : name;
    AuditFiles files =
        new AuditFiles(
            file.resolveSibling(stem + PAGE),
            file.resolveSibling(stem + ".json"),
            file.resolveSibling(stem + ".oscal.json"));
    LocalFiles.write(files.page, AuditHtml.of(report));
    LocalFiles.write(files.json, AuditJson.of(report));
    LocalFiles.write(files.oscal, AuditOscal.of(report));
    return files;
  }

  /** The three files. */
  public List<Path> all() {
    return List.of(page, json, oscal);
  }
}
