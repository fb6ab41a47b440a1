/** Tests of policies, in the files that their authors write. */
@NullMarked
package dev.skerry.cel.trial;

import org.jspecify.annotations.NullMarked;
