/** Step 4: whether a bundle holds what its plans need, and fits where it has to. */
@NullMarked
package dev.skerry.desk.check;

import org.jspecify.annotations.NullMarked;
