/** Manifests and indexes as registries send them: what they name, and what format v1 refuses. */
@NullMarked
package dev.skerry.upstream.manifest;

import org.jspecify.annotations.NullMarked;
