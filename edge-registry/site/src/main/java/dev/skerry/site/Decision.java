package dev.skerry.site;

/** What a site decided about a bundle. */
public enum Decision {
  /** Imported now. */
  ADMITTED,
  /** This very bundle was imported before; what was missing of it was read again. */
  PRESENT,
  /** Refused, for good or until the medium is whole. */
  REFUSED,
  /** Admitted, but volumes are missing: what was read is kept for the next sitting. */
  WAITING,
  /** Not taken because a newer bundle on the same medium was. */
  PASSED_OVER,
  /** Held already, and the active one again. */
  ACTIVATED
}
