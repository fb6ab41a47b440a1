package dev.skerry.format.document;

/**
 * How much a bundle is.
 *
 * @param members lines of SHA256SUMS
 * @param metadata lines of SIZES up to the last of group 4
 * @param bytes sum of the bodies that SHA256SUMS lists
 */
public record Totals(long members, long metadata, long bytes) {}
