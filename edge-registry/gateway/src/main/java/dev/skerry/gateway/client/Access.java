package dev.skerry.gateway.client;

import dev.skerry.format.Progress;
import dev.skerry.site.ImportRequest;
import java.nio.file.Path;

/** What commands ask of a gateway: by the admin API when it runs, else directly. */
public interface Access extends AutoCloseable {
  /** A report as JSON; see {@link dev.skerry.gateway.report.Reports#of}. */
  byte[] report(String name);

  /**
   * Imports and returns the report of it as JSON.
   *
   * @param request with absolute paths
   */
  byte[] importFrom(ImportRequest request, Progress progress);

  /**
   * Makes an earlier bundle the active one and returns a report as of an import.
   *
   * @param permit absolute
   */
  byte[] goBack(Path permit);

  /** Hashes every blob anew and returns the report of it as JSON. */
  byte[] scrub(Progress progress);

  /** Changes the gateway's key and returns a report as JSON. */
  byte[] rotateKey();

  @Override
  void close();
}
