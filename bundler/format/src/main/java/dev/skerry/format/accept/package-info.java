/** What a site accepts and why not: the algorithm of format section 6, without any I/O. */
@NullMarked
package dev.skerry.format.accept;

import org.jspecify.annotations.NullMarked;
