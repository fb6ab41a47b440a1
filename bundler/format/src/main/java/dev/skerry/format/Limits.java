package dev.skerry.format;

/**
 * Every limit of the format and of both programs (format section 8, design section 6). Sizes in
 * bytes.
 *
 * @param envelope a DSSE envelope
 * @param rootDocument one root document
 * @param rootDocuments how many root documents
 * @param list SHA256SUMS and SIZES, each
 * @param extras all of {@code head/} together
 * @param metadata group 4 together
 * @param smallLayer a referrer's layer that still travels in group 4
 * @param manifest one manifest or index
 * @param plan one plan file
 * @param contentEntries entries of a statement's content
 * @param manifests manifests per bundle
 * @param blobs blobs per bundle
 * @param member one member's body
 * @param indexDepth nesting of indexes
 * @param referrers referrers per subject
 * @param referrerDepth referrers of referrers
 * @param signatures signatures of an envelope
 * @param jsonDepth nesting of JSON
 * @param jsonValues objects, lists, texts, numbers and so on of one JSON document, together
 * @param copyBuffer one copy buffer
 */
public record Limits(
    int envelope,
    int rootDocument,
    int rootDocuments,
    int list,
    int extras,
    long metadata,
    int smallLayer,
    int manifest,
    int plan,
    int contentEntries,
    int manifests,
    int blobs,
    long member,
    int indexDepth,
    int referrers,
    int referrerDepth,
    int signatures,
    int jsonDepth,
    int jsonValues,
    int copyBuffer) {
  private static final int KIB = 1024;
  private static final int MIB = KIB * KIB;

  /** Those of format v1. */
  public static final Limits V1 =
      new Limits(
          MIB,
          256 * KIB,
          256,
          16 * MIB,
          16 * MIB,
          64L * MIB,
          64 * KIB,
          4 * MIB + 64 * KIB,
          MIB,
          2_048,
          10_000,
          50_000,
          8L * KIB * MIB - 1,
          3,
          1_000,
          3,
          64,
          32,
          150_000,
          128 * KIB);
}
