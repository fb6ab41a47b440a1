/** Policies that decide what may leave and what may enter. */
@NullMarked
package dev.skerry.cel;

import org.jspecify.annotations.NullMarked;
