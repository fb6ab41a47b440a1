package dev.skerry.rollout;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can be wrong with a plan or with the place that it shall go to. */
public enum RolloutError implements ErrorCode {
  PLAN_NAME(7001, Side.DESK, "Name the plan in lower case, digits and dashes, at most 50."),
  RESERVED(7002, Side.DESK, "Take the annotation out of the plan file; the gateway writes it."),
  NO_PLACE(7003, Side.DESK, "Write metadata: and annotations: in the plan file on lines below."),
  KUBECONFIG(7004, Side.GATEWAY, "Name a kubeconfig that skerryd can read, then start it again."),
  REFUSED_BY_CLUSTER(7005, Side.DESK, "Correct the plan at the release desk."),
  REVOKED(7006, Side.DESK, "Bring a newer bundle, built without what was revoked.");

  private final Spec spec;

  RolloutError(int number, Side side, String next) {
    spec = new Spec(number, side, ExitCode.FAILED, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
