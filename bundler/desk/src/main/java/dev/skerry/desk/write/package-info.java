/** Step 6: volumes onto the stick, straight from the content store, and read back. */
@NullMarked
package dev.skerry.desk.write;

import org.jspecify.annotations.NullMarked;
