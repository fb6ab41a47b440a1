package dev.skerry.desk.lock;

import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Reference;
import dev.skerry.format.document.Kind;
import dev.skerry.format.oci.Artifacts;
import java.util.List;
import java.util.Optional;

/**
 * A file or a plan of the desk's own.
 *
 * @param kind {@code file} or {@code plan}
 * @param path as {@code bundle.yaml} names it
 * @param digest of its bytes
 * @param size in bytes
 */
public record LockedFile(
    Kind kind, String name, String path, Digest digest, long size, long counter) {
  /** What a node or a person pulls it under (format section 4). */
  public Reference reference() {
    String tag = kind.equals(Kind.PLAN) ? Long.toString(counter) : "latest";
    return new Reference(
        Optional.empty(), "skerry/" + kind.word() + "/" + name, Optional.of(tag), Optional.empty());
  }

  /** The bytes of its artifact manifest (format section 4). */
  public byte[] manifest() {
    return manifest(kind, path, digest, size);
  }

  static byte[] manifest(Kind kind, String path, Digest digest, long size) {
    boolean plan = kind.equals(Kind.PLAN);
    String title = path.substring(path.lastIndexOf('/') + 1);
    Artifacts.Layer layer =
        new Artifacts.Layer(plan ? MediaTypes.YAML : MediaTypes.OCTETS, digest, size, title);
    return Artifacts.manifest(
        plan ? MediaTypes.PLAN : MediaTypes.FILE, List.of(layer), Optional.empty());
  }
}
