package dev.skerry.format.document;

/**
 * A counter that may fall.
 *
 * @param counter what it falls to
 */
public record Downgrade(String kind, String name, long counter, String reason) {}
