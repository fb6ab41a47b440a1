/** Collect: from a root to everything that it needs, and into the content store. */
@NullMarked
package dev.skerry.upstream.collect;

import org.jspecify.annotations.NullMarked;
