package dev.skerry.format.archive;

import java.util.List;

/**
 * What stands before SHA256SUMS: all that acceptance steps 1 to 3 may see (format section 6).
 *
 * @param envelope the exact bytes of {@code bundle.dsse.json}
 * @param roots the exact bytes of every root document, version 1 first; of an archive each is read
 *     when it is first asked for
 * @param end where the header of SHA256SUMS stands in the archive, in bytes
 */
public record Opening(byte[] envelope, List<byte[]> roots, long end) {}
