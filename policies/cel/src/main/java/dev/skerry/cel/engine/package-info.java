/** Compiles policies with CEL and asks them; the only package that knows the library. */
@NullMarked
package dev.skerry.cel.engine;

import org.jspecify.annotations.NullMarked;
