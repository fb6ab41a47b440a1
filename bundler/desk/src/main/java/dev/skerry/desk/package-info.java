/** The release desk: describe, lock, build, check, sign, write, receipts. */
@NullMarked
package dev.skerry.desk;

import org.jspecify.annotations.NullMarked;
