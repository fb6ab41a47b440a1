package dev.skerry.desk.lock;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Platform;
import dev.skerry.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Writes {@code bundle.lock.yaml}: one fact per line, always in the same order. */
final class LockText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9._/@+-]*(?::[A-Za-z0-9._/@+-]+)*");
  private static final Set<String> SPECIAL =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  private final StringBuilder out = new StringBuilder();

  private LockText() {}

  /** The file's bytes. */
  static byte[] of(BundleLock lock) {
    LockText text = new LockText();
    text.write(lock);
    return text.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(BundleLock lock) {
    out.append("# Written by skerry lock. Keep it in git beside bundle.yaml; do not edit it.\n");
    line(0, "apiVersion", "skerry.dev/v1");
    line(0, "kind", "BundleLock");
    line(0, "product", lock.product());
    line(0, "channel", lock.channel());
    list(0, "images", lock.images(), this::image);
    list(0, "rootfs", lock.rootfs(), this::rootfs);
    list(0, "files", lock.files(), this::file);
    list(0, "plans", lock.plans(), this::file);
  }

  private void image(LockedImage image) {
    first(2, "reference", image.reference().toString());
    image.osName().ifPresent(name -> line(4, "os", name));
    image.counter().ifPresent(counter -> line(4, "counter", counter));
    line(4, "from", image.from());
    descriptor(image.pin().root());
    List<Platform> platforms = image.pin().platforms();
    if (!platforms.isEmpty()) {
      out.append("    platforms: ").append(platforms).append('\n');
    }
    if (image.pin().skipForeign()) {
      line(4, "foreign", "skip");
    }
    if (!image.asked().equals(LockedImage.ALL)) {
      line(4, "referrersAsked", image.asked());
    }
    image.pin().version().ifPresent(version -> line(4, "version", version));
    list(4, "referrers", image.pin().referrers(), this::referrer);
    list(4, "tags", List.copyOf(image.pin().tags().entrySet()), this::tag);
  }

  private void referrer(Descriptor referrer) {
    first(6, "digest", referrer.digest().toString());
    line(8, "mediaType", referrer.mediaType());
    referrer.artifactType().ifPresent(type -> line(8, "artifactType", type));
    line(8, "size", referrer.size());
  }

  private void tag(Map.Entry<String, Descriptor> tag) {
    first(6, "tag", tag.getKey());
    line(8, "digest", tag.getValue().digest().toString());
    line(8, "mediaType", tag.getValue().mediaType());
    line(8, "size", tag.getValue().size());
  }

  private void rootfs(LockedRootfs rootfs) {
    first(2, "name", rootfs.name());
    line(4, "version", rootfs.version());
    line(4, "path", rootfs.path());
    line(4, "platform", rootfs.platform().toString());
    line(4, "counter", rootfs.counter());
    line(4, "rootfs", rootfs.rootfs().toString());
    descriptor(rootfs.image());
  }

  private void file(LockedFile file) {
    first(2, "name", file.name());
    line(4, "path", file.path());
    line(4, "counter", file.counter());
    line(4, "digest", file.digest().toString());
    line(4, "size", file.size());
  }

  private void descriptor(Descriptor descriptor) {
    line(4, "digest", descriptor.digest().toString());
    line(4, "mediaType", descriptor.mediaType());
    line(4, "size", descriptor.size());
  }

  private <T> void list(int indent, String name, List<T> items, Consumer<T> item) {
    if (!items.isEmpty()) {
      out.repeat(' ', indent).append(name).append(":\n");
      items.forEach(item);
    }
  }

  private void first(int indent, String name, String value) {
    out.repeat(' ', indent).append("- ");
    line(0, name, value);
  }

  private void line(int indent, String name, long value) {
    out.repeat(' ', indent).append(name).append(": ").append(value).append('\n');
  }

  private void line(int indent, String name, String value) {
    out.repeat(' ', indent).append(name).append(": ").append(scalar(value)).append('\n');
  }

  private static String scalar(String value) {
    boolean plain =
        PLAIN.matcher(value).matches() && !SPECIAL.contains(value.toLowerCase(Locale.ROOT));
    return plain ? value : quoted(value);
  }

  /** A JSON string is a double-quoted YAML scalar. */
  private static String quoted(String value) {
    String object = JsonText.object().put("", value).text();
    return object.substring("{\"\":".length(), object.length() - 1);
  }
}
