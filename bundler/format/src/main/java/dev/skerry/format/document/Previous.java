package dev.skerry.format.document;

import dev.skerry.format.Digest;

/**
 * The bundle before: the highest ledger entry below this one.
 *
 * @param statement SHA-256 of its payload
 */
public record Previous(long epoch, long sequence, Digest statement) {}
