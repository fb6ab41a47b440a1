package dev.skerry.gateway.client;

import dev.skerry.format.Progress;
import java.nio.file.Path;
import java.util.List;

/** What commands ask of a gateway: by the admin API when it runs, else directly. */
public interface Access extends AutoCloseable {
  /** A report as JSON; see {@link dev.skerry.gateway.report.Reports#of}. */
  byte[] report(String name);

  /**
   * Imports and returns the report of it as JSON.
   *
   * @param sources absolute paths
   */
  byte[] importFrom(List<Path> sources, Progress progress);

  @Override
  void close();
}
