/** Keys, signature schemes and thresholds of signers (format section 5). */
@NullMarked
package dev.skerry.format.sign;

import org.jspecify.annotations.NullMarked;
