/** What both programs print alike: amounts, progress and failures. */
@NullMarked
package dev.skerry.format.console;

import org.jspecify.annotations.NullMarked;
