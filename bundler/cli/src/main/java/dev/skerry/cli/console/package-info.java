/** What a command says and asks: results, progress, failures. */
@NullMarked
package dev.skerry.cli.console;

import org.jspecify.annotations.NullMarked;
