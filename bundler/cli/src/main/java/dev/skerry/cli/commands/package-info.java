/**
 * One class per command of skerry. Picocli looks at every one of them at each start: no field, no
 * method signature of theirs may name a heavy class.
 */
@NullMarked
package dev.skerry.cli.commands;

import org.jspecify.annotations.NullMarked;
