/** A working example to start from: what {@code skerry init} writes. */
@NullMarked
package dev.skerry.desk.init;

import org.jspecify.annotations.NullMarked;
