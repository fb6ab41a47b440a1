package dev.skerry.registry;

import dev.skerry.format.Digest;
import java.nio.file.Path;

/**
 * Stored bytes that are served.
 *
 * @param mediaType the stored one, to the letter
 * @param size bytes, as the catalog has it
 * @param file where they are
 */
record Content(String mediaType, Digest digest, long size, Path file) {
  /** The entity tag: the digest in quotes. */
  String etag() {
    return "\"" + digest + "\"";
  }
}
