/** Images from a registry that speaks the OCI distribution API. */
@NullMarked
package dev.skerry.upstream.registry;

import org.jspecify.annotations.NullMarked;
