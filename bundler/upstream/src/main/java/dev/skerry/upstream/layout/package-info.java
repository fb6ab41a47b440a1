/** Images from an OCI layout folder. */
@NullMarked
package dev.skerry.upstream.layout;

import org.jspecify.annotations.NullMarked;
