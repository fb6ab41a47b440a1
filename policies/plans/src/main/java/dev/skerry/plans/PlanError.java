package dev.skerry.plans;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can be wrong with a plan file; the traps of contracts.md 4.1, 4.6, 4.7 and 4.11. */
public enum PlanError implements ErrorCode {
  NOT_YAML(9001, "Correct the plan file at the line that is named."),
  WRONG_KIND(9002, "Keep only Plan, ManagedOSImage or NodeOpUpgrade and what they need."),
  NO_PLAN(9003, "Name a file that has a Plan, ManagedOSImage or NodeOpUpgrade."),
  FILE_NAME(9004, "Rename the plan file: lower case, digits and dashes, at most 50."),
  OBJECT_NAME(9005, "Name the object in lower case, digits and dashes, at most 50."),
  UNKNOWN_CONTROLLER(
      9010, "List the controller's images under images: or assumes: and drop the entry."),
  CONCURRENCY(9101, "Write how many nodes may be upgraded at once."),
  NODE_SELECTOR(9102, "Write a nodeSelector; {} selects every node."),
  VERSION(9103, "Write the version as the image's tag says it: at most 63 of A-Za-z0-9._-."),
  CHANNEL_ONLY(9104, "Write version: beside or instead of channel:."),
  UNKNOWN_FIELD(9105, "Correct the spelling; the controller would not see this field."),
  WINDOW_DAY(9106, "Write days in lower case: mon, monday, mo or 1."),
  DRAIN(9107, "Keep one of deleteLocalData and deleteEmptydirData."),
  DRAIN_TIMEOUT(9108, "Write the timeout with its unit, for instance 60s."),
  NAMESPACE(9109, "Write the controller's own namespace, for instance system-upgrade."),
  IMAGE(9110, "Write the image that the nodes will pull."),
  LABEL_VALUE(9111, "Write a label value: at most 63 of A-Za-z0-9._-."),
  DIGEST_PIN(9112, "Name the OS image by its tag."),
  NOT_OFFLINE(9113, "Write osImage: with the image and its tag."),
  ALL_AT_ONCE(9114, "Write concurrency: 1 unless every node may go down together."),
  UNTAGGED(9115, "Write the tag.");

  private final Spec spec;

  PlanError(int number, String next) {
    spec = new Spec(number, Side.DESK, ExitCode.REFUSED, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
