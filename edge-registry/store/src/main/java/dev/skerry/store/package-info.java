/** Blob files and the SQLite catalog of a gateway. */
@NullMarked
package dev.skerry.store;

import org.jspecify.annotations.NullMarked;
