/** What a signed document says otherwise than the one before it. */
@NullMarked
package dev.skerry.desk.difference;

import org.jspecify.annotations.NullMarked;
