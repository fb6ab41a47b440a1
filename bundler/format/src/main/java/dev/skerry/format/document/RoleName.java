package dev.skerry.format.document;

import java.util.Locale;

/** What signers may sign (format section 5). */
public enum RoleName {
  /** New root documents. */
  ROOT,
  /** Bundles. */
  RELEASE,
  /** Site registrations and permits. */
  DEPLOY;

  /** As it stands in the root document. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
