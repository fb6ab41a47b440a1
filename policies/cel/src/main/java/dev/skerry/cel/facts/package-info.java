/** What policies can look at: its types, and how it is taken from a bundle. */
@NullMarked
package dev.skerry.cel.facts;

import org.jspecify.annotations.NullMarked;
