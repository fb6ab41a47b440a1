/** YAML as a tree that knows where every value stands; safe against hostile files. */
@NullMarked
package dev.skerry.plans.yaml;

import org.jspecify.annotations.NullMarked;
