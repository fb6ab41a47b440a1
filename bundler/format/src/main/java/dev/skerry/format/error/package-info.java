/** Errors that a person can act on: stable code, side, item, reason, next step. */
@NullMarked
package dev.skerry.format.error;

import org.jspecify.annotations.NullMarked;
