/** Admit and import bundles, receipts, evidence. */
@NullMarked
package dev.skerry.site;

import org.jspecify.annotations.NullMarked;
