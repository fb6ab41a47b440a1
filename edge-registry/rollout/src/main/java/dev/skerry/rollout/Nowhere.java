package dev.skerry.rollout;

/** A gateway that was given neither a manifests folder nor a cluster: its plans wait. */
public final class Nowhere implements Target {
  @Override
  public PlanEntry.State done() {
    return PlanEntry.State.WAITING;
  }

  @Override
  public String place(BundledPlan plan) {
    return "nowhere";
  }

  @Override
  public Found look(StampedPlan plan) throws NotNow {
    throw new NotNow("skerryd has neither manifests nor kubeconfig to hand it to");
  }

  @Override
  public void write(StampedPlan plan, Found found) throws NotNow {
    throw new NotNow("there is no place to write it to");
  }
}
