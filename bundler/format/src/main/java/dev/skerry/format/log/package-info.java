/** Proofs over an append-only log: RFC 6962 Merkle trees and C2SP checkpoints. */
@NullMarked
package dev.skerry.format.log;

import org.jspecify.annotations.NullMarked;
