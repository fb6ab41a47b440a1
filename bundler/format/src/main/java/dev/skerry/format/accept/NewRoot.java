package dev.skerry.format.accept;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;

/**
 * A root document that was accepted and is to be saved and logged before the next.
 *
 * @param bytes the envelope's exact bytes
 */
public record NewRoot(byte[] bytes, Envelope envelope, RootDocument document) {}
