/** Policies: what may leave the desk and what may enter a site, written in CEL. */
@NullMarked
package dev.skerry.cel;

import org.jspecify.annotations.NullMarked;
