/** Options that several commands share. */
@NullMarked
package dev.skerry.cli.options;

import org.jspecify.annotations.NullMarked;
