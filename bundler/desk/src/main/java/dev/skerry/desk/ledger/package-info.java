/** The ledger: every statement written, every receipt received, the sites; kept in git. */
@NullMarked
package dev.skerry.desk.ledger;

import org.jspecify.annotations.NullMarked;
