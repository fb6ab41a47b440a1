/** Results in words for people and as JSON for programs. */
@NullMarked
package dev.skerry.cli.reports;

import org.jspecify.annotations.NullMarked;
