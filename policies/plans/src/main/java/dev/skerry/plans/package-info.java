/** The model of plans, their hidden images and rules. */
@NullMarked
package dev.skerry.plans;

import org.jspecify.annotations.NullMarked;
