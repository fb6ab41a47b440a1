/** Hand plans to a cluster. */
@NullMarked
package dev.skerry.rollout;

import org.jspecify.annotations.NullMarked;
