/** What comes back from the sites: gateways that are registered, receipts that they signed. */
@NullMarked
package dev.skerry.desk.receipts;

import org.jspecify.annotations.NullMarked;
