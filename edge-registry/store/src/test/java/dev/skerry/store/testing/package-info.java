/** Disks for tests, also those of other modules. */
@NullMarked
package dev.skerry.store.testing;

import org.jspecify.annotations.NullMarked;
