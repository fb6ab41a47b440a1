/** The distribution, bundles to start from and end-to-end tests. */
@NullMarked
package dev.skerry.examples;

import org.jspecify.annotations.NullMarked;
