/** Images from OCI and Docker archives. */
@NullMarked
package dev.skerry.upstream.archive;

import org.jspecify.annotations.NullMarked;
