/** The archive: member names and headers, the lists, the order, the split into volumes. */
@NullMarked
package dev.skerry.format.archive;

import org.jspecify.annotations.NullMarked;
