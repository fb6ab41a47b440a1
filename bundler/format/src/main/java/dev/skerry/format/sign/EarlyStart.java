package dev.skerry.format.sign;

import java.math.BigDecimal;
import java.util.Objects;
import org.bouncycastle.crypto.CryptoServicesRegistrar;

/**
 * Classes that nearly every command needs and that take a fifth of its start to come up, on a
 * thread of their own meanwhile: the parser of JSON waits for powers that {@link BigDecimal}
 * computes, and Bouncy Castle for a logger, for which the JDK opens every jar.
 */
public final class EarlyStart {
  private EarlyStart() {}

  /** Begins, and keeps nobody. */
  public static void begin() {
    Thread.ofPlatform().daemon().start(EarlyStart::initialise);
  }

  private static void initialise() {
    Objects.requireNonNull(BigDecimal.ONE);
    Objects.requireNonNull(CryptoServicesRegistrar.getServicesConstraints());
  }
}
