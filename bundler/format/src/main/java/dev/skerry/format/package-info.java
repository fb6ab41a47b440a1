/** The bundle format: digest, statement, envelope, root documents, acceptance, tar, volumes. */
@NullMarked
package dev.skerry.format;

import org.jspecify.annotations.NullMarked;
