/** Policies at the desk: their files, their tests, and what they say of a bundle. */
@NullMarked
package dev.skerry.desk.policy;

import org.jspecify.annotations.NullMarked;
