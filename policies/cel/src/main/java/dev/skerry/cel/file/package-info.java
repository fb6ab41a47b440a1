/** Policy files as people write them. */
@NullMarked
package dev.skerry.cel.file;

import org.jspecify.annotations.NullMarked;
