/** The commands of skerry. */
@NullMarked
package dev.skerry.cli;

import org.jspecify.annotations.NullMarked;
