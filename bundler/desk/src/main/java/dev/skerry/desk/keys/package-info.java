/** Key files of signers. */
@NullMarked
package dev.skerry.desk.keys;

import org.jspecify.annotations.NullMarked;
