/** The signed documents: envelope, statement, root document, sites, permit, receipt. */
@NullMarked
package dev.skerry.format.document;

import org.jspecify.annotations.NullMarked;
