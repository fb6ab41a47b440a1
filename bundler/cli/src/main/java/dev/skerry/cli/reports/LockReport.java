package dev.skerry.cli.reports;

import dev.skerry.desk.lock.BundleLock;
import dev.skerry.format.json.JsonText;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code lock} says.
 *
 * @param changes lines of the difference from the last lock
 */
public record LockReport(Path file, BundleLock lock, List<String> changes) {
  /** Copies the list. */
  public LockReport {
    changes = List.copyOf(changes);
  }

  /** In words. */
  public String text() {
    StringBuilder text = new StringBuilder();
    changes.forEach(change -> text.append(change).append('\n'));
    return text.append(
            "%s: %d images, %d root filesystems, %d files, %d plans, %s%n"
                .formatted(
                    file,
                    lock.images().size(),
                    lock.rootfs().size(),
                    lock.files().size(),
                    lock.plans().size(),
                    changes.isEmpty() ? "no change" : changes.size() + " changes"))
        .toString();
  }

  /** The same as JSON. */
  public String json() {
    return JsonText.object()
            .put("lock", file.toString())
            .put("images", lock.images().size())
            .put("rootfs", lock.rootfs().size())
            .put("files", lock.files().size())
            .put("plans", lock.plans().size())
            .strings("changes", changes)
            .text()
        + "\n";
  }
}
