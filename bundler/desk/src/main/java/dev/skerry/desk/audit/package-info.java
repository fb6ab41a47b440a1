/** What bundles and receipts prove, as a report for auditors. */
@NullMarked
package dev.skerry.desk.audit;

import org.jspecify.annotations.NullMarked;
