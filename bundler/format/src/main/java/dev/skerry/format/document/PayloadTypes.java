package dev.skerry.format.document;

/** The exact type words of every signed document (format sections 2, 3 and 5). */
public final class PayloadTypes {
  /** Payload type of a bundle's statement and of a receipt. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  public static final String ROOT = "application/vnd.skerry.root.v1+json";
  public static final String SITES = "application/vnd.skerry.sites.v1+json";
  public static final String PERMIT = "application/vnd.skerry.permit.v1+json";
  public static final String SUCCESSION = "application/vnd.skerry.succession.v1+json";

  static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
  static final String BUNDLE_PREDICATE = "https://skerry.dev/bundle/v1";
  static final String RECEIPT_PREDICATE = "https://skerry.dev/receipt/v1";
  static final String ROOT_TYPE = "https://skerry.dev/root/v1";
  static final String SITES_TYPE = "https://skerry.dev/sites/v1";
  static final String PERMIT_TYPE = "https://skerry.dev/permit/v1";
  static final String SUCCESSION_TYPE = "https://skerry.dev/succession/v1";

  private PayloadTypes() {}
}
