package dev.skerry.cel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a policy is asked. */
public enum Gate {
  /** At the desk, when a bundle is built. */
  LEAVE(PolicyError.MAY_NOT_LEAVE),
  /** At a site, before anything of a bundle is stored. */
  ENTER(PolicyError.MAY_NOT_ENTER);

  private final PolicyError refusal;

  Gate(PolicyError refusal) {
    this.refusal = refusal;
  }

  /** How policy files spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The gate that policy files spell so. */
  public static Optional<Gate> of(String word) {
    return Arrays.stream(values()).filter(g -> g.word().equals(word)).findFirst();
  }

  /** The code of a refusal here. */
  public PolicyError refusal() {
    return refusal;
  }
}
