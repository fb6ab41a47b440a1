package dev.skerry.format.accept;

import dev.skerry.format.document.SignedPermit;
import java.util.Optional;

/**
 * A permit for this bundle whose rule refused it.
 *
 * @param counted the same with the signatures of those who count and no other, when it lifted the
 *     rule; empty when it did not count
 */
public record JudgedPermit(SignedPermit offered, Optional<SignedPermit> counted) {}
