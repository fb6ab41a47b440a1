package dev.skerry.desk.write;

import dev.skerry.format.archive.VolumesFile;
import java.time.Duration;

/**
 * What was written.
 *
 * @param volumes as {@code NAME.volumes.json} lists them
 * @param kept bytes that stood on the stick already
 * @param writing to the last fsync
 * @param processor CPU time of the process up to then
 * @param readBack reading everything back
 * @param pastCache whether it was read past the page cache
 */
public record Written(
    VolumesFile volumes,
    long kept,
    Duration writing,
    Duration processor,
    Duration readBack,
    boolean pastCache) {}
