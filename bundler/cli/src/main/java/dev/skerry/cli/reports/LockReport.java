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
    return text.append(file)
        .append(": ")
        .append(count(lock.images().size(), "image"))
        .append(count(lock.rootfs().size(), "root filesystem"))
        .append(count(lock.files().size(), "file"))
        .append(count(lock.plans().size(), "plan"))
        .append(changes.isEmpty() ? "no change" : "changed as shown")
        .append('\n')
        .toString();
  }

  private static String count(int number, String thing) {
    return number == 0 ? "" : number + " " + thing + (number == 1 ? ", " : "s, ");
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
