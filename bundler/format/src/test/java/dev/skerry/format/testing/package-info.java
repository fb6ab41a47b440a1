/** Keys, roots and statements for tests. */
@NullMarked
package dev.skerry.format.testing;

import org.jspecify.annotations.NullMarked;
