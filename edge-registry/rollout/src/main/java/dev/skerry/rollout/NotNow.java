package dev.skerry.rollout;

/** A plan cannot go on now; the next run tries again. Nothing was written. */
final class NotNow extends Exception {
  private static final long serialVersionUID = 1L;

  NotNow(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
