/** The content store: an OCI layout that all builds share. */
@NullMarked
package dev.skerry.upstream.content;

import org.jspecify.annotations.NullMarked;
