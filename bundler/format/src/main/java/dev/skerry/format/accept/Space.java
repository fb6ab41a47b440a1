package dev.skerry.format.accept;

import dev.skerry.format.Digest;
import java.util.function.Predicate;

/**
 * What the site has room for.
 *
 * @param free free bytes where blobs are stored
 * @param reserve bytes that must stay free
 * @param held whether a blob is held and sound
 */
public record Space(long free, long reserve, Predicate<Digest> held) {}
