/**
 * Shapes of YAML values: one table reads a file with the place of every fault, and describes it as
 * JSON Schema.
 */
@NullMarked
package dev.skerry.desk.shape;

import org.jspecify.annotations.NullMarked;
