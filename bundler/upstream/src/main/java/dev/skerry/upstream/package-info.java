/** Collect: registries, OCI layouts, archives, root filesystems, images built by Jib. */
@NullMarked
package dev.skerry.upstream;

import org.jspecify.annotations.NullMarked;
