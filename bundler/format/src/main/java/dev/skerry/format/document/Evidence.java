package dev.skerry.format.document;

import dev.skerry.format.Digest;

/**
 * Evidence that travels with the bundle.
 *
 * @param about digest of what it speaks of
 */
public record Evidence(Digest digest, String mediaType, Digest about) {}
