/** Where images come from: the port that registries, layouts and archives fill. */
@NullMarked
package dev.skerry.upstream.source;

import org.jspecify.annotations.NullMarked;
