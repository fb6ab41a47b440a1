package dev.skerry.registry.wire;

/** A buffer of any length that is sent in steps. */
public interface Stepwise {
  /** Runs something before each step from now on. */
  void beforeEachStep(Runnable work);
}
