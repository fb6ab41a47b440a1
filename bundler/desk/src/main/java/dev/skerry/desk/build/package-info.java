/** Step 3: collects what the lock names, and leaves the content store and a statement. */
@NullMarked
package dev.skerry.desk.build;

import org.jspecify.annotations.NullMarked;
