package dev.skerry.format.archive;

import dev.skerry.format.Limits;
import dev.skerry.format.archive.MemberName.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order of format section 1: kinds as {@link Kind} has them, roots from 1 without a gap, names
 * ascending bytewise, blobs in at most two ascending runs (groups 4 and 5), nothing twice.
 */
final class MemberOrder {
  private final String item;
  private final Set<String> seen = new HashSet<>();
  private Kind kind = Kind.ENVELOPE;
  private String last = "the beginning";
  private int roots;
  private int blobs;
  private boolean secondRun;

  private MemberOrder(String item) {
    this.item = item;
  }

  /**
   * Refuses names that do not stand in the order.
   *
   * @param item the list's name, for messages
   */
  static void check(List<String> names, String item) {
    MemberOrder order = new MemberOrder(item);
    names.forEach(order::next);
    order.end();
  }

  private void next(String name) {
    Kind now = MemberName.kind(name).orElseThrow();
    if (!seen.add(name)) {
      throw ListLines.refuse(item, "has " + name + " twice");
    }
    if (now.compareTo(kind) < 0) {
      throw ListLines.refuse(item, "has " + name + " after " + last);
    }
    if (now == Kind.ROOT && MemberName.rootVersion(name).orElseThrow() != ++roots) {
      throw ListLines.refuse(item, "has " + name + " where root " + roots + " belongs");
    }
    if (now == kind && now != Kind.ROOT && name.compareTo(last) < 0) {
      descend(name);
    }
    blobs += now == Kind.BLOB ? 1 : 0;
    kind = now;
    last = name;
  }

  private void descend(String name) {
    if (kind != Kind.BLOB || secondRun) {
      throw ListLines.refuse(item, "has " + name + " after " + last);
    }
    secondRun = true;
  }

  private void end() {
    if (!seen.contains(MemberName.OCI_LAYOUT) || !seen.contains(MemberName.INDEX)) {
      throw ListLines.refuse(item, "lacks oci-layout or index.json");
    }
    if (roots > Limits.V1.rootDocuments() || blobs > Limits.V1.blobs()) {
      throw ListLines.refuse(item, "lists " + roots + " roots and " + blobs + " blobs");
    }
  }
}
