/** The chain of root documents: made, shown, signed. */
@NullMarked
package dev.skerry.desk.root;

import org.jspecify.annotations.NullMarked;
