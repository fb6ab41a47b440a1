/** OS images from a root filesystem, by Jib. */
@NullMarked
package dev.skerry.upstream.rootfs;

import org.jspecify.annotations.NullMarked;
