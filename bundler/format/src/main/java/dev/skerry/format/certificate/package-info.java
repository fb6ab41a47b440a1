/**
 * X.509 as evidence of who owns a key (format section 5): trust comes from the root document's keys
 * alone, and nothing here ever asks the network.
 */
@NullMarked
package dev.skerry.format.certificate;

import org.jspecify.annotations.NullMarked;
