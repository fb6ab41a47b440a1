/** Step 1: {@code bundle.yaml} becomes a {@link dev.skerry.desk.describe.BundleSpec}. */
@NullMarked
package dev.skerry.desk.describe;

import org.jspecify.annotations.NullMarked;
