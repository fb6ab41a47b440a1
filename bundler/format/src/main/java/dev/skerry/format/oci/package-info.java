/** The OCI side of a bundle: manifests, index.json, artifacts, closure (format section 4). */
@NullMarked
package dev.skerry.format.oci;

import org.jspecify.annotations.NullMarked;
