/** Serve: the OCI distribution API. */
@NullMarked
package dev.skerry.registry;

import org.jspecify.annotations.NullMarked;
