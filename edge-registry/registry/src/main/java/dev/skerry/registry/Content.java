package dev.skerry.registry;

import dev.skerry.format.Digest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stored bytes that are served.
 *
 * @param mediaType the stored one, to the letter
 * @param size bytes, as the catalog has it
 * @param file where they are
 * @param verified the bytes themselves, where they were read and hashed
 */
record Content(String mediaType, Digest digest, long size, Path file, Optional<byte[]> verified) {
  /** The entity tag: the digest in quotes. */
  String etag() {
    return "\"" + digest + "\"";
  }
}
