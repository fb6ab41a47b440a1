/** Step 2: names become digests, in {@code bundle.lock.yaml} (design section 3). */
@NullMarked
package dev.skerry.desk.lock;

import org.jspecify.annotations.NullMarked;
