/** Step 5: the statement as a difference, and its signatures. */
@NullMarked
package dev.skerry.desk.sign;

import org.jspecify.annotations.NullMarked;
