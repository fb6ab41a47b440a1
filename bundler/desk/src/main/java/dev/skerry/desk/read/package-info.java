/** Reads bundles: with trust, without trust, and what they hold. */
@NullMarked
package dev.skerry.desk.read;

import org.jspecify.annotations.NullMarked;
