package dev.skerry.examples.fuzz;

import dev.skerry.cel.PolicyError;
import dev.skerry.cel.file.PolicyFile;
import dev.skerry.desk.DeskError;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.Describe;
import dev.skerry.desk.shape.Parsed;
import dev.skerry.examples.kit.ArchiveInMemory;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.archive.ArchiveError;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.archive.Sizes;
import dev.skerry.format.archive.Sums;
import dev.skerry.format.archive.VolumesFile;
import dev.skerry.format.certificate.Certificates;
import dev.skerry.format.certificate.RevocationLists;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Sites;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Succession;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.Acks;
import dev.skerry.format.oci.IndexJson;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.format.oci.Manifests;
import dev.skerry.format.oci.OciError;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.plans.PlanError;
import dev.skerry.plans.PlanFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What reads bytes of strangers, and the codes that it may refuse them with. */
enum Parser {
  ENVELOPE(Spelling.ONE, in -> Envelope.parse(in, "fuzzed").bytes(), FormatError.ENVELOPE_SPELLING),
  STATEMENT(
      Spelling.STABLE,
      in -> Statement.parse(in).payload(),
      FormatError.JSON_SPELLING,
      FormatError.STATEMENT_SPELLING),
  ROOT_DOCUMENT(
      Spelling.STABLE,
      in -> RootDocument.parse(in).payload(),
      FormatError.JSON_SPELLING,
      FormatError.ROOT_SPELLING),
  RECEIPT(
      Spelling.STABLE,
      in -> Receipt.parse(in).payload(),
      FormatError.JSON_SPELLING,
      FormatError.RECEIPT_SPELLING),
  SUCCESSION(
      Spelling.STABLE,
      in -> Succession.parse(in).payload(),
      FormatError.JSON_SPELLING,
      FormatError.RECEIPT_SPELLING),
  PERMIT(
      Spelling.STABLE,
      in -> Permit.parse(in).payload(),
      FormatError.JSON_SPELLING,
      FormatError.PERMIT_SPELLING),
  SITES(
      Spelling.STABLE,
      in -> Sites.parse(in).payload(),
      FormatError.JSON_SPELLING,
      FormatError.SITES_SPELLING),
  SUMS(Spelling.ONE, in -> Sums.parse(in).bytes(), ArchiveError.LIST_SPELLING),
  SIZES(Spelling.ONE, in -> Sizes.parse(in).bytes(), ArchiveError.LIST_SPELLING),
  VOLUMES_LIST(
      Spelling.STABLE, in -> VolumesFile.parse(in, "fuzzed").bytes(), ArchiveError.VOLUMES_FILE),
  ACKS(Spelling.ONE, in -> Acks.parse(in).bytes(), FormatError.ACKS_SPELLING),
  REVOCATION_LISTS(
      Spelling.ONE, in -> RevocationLists.parse(in).bytes(), FormatError.CRLS_SPELLING),
  INDEX_JSON(Spelling.ONE, in -> IndexJson.parse(in).bytes(), OciError.INDEX),
  MANIFEST(Spelling.ONE, in -> manifest(in, MediaTypes.OCI_MANIFEST), OciError.MANIFEST),
  INDEX(Spelling.ONE, in -> manifest(in, MediaTypes.OCI_INDEX), OciError.MANIFEST),
  CERTIFICATES(Spelling.NONE, Parser::certificates, FormatError.CERTIFICATE_FILE),
  PUBLIC_KEY(Spelling.STABLE, in -> PublicKey.fromPem(in, "fuzzed").pem(), FormatError.KEY_FILE),
  BUNDLE_YAML(Spelling.NONE, Parser::bundleYaml, DeskError.BUNDLE_YAML),
  PLAN(
      Spelling.ONE,
      in -> PlanFile.parse("fuzzed.yaml", in).bytes(),
      PlanError.NOT_YAML,
      PlanError.WRONG_KIND,
      PlanError.NO_PLAN),
  POLICY(Spelling.NONE, Parser::policy, PolicyError.POLICY_FILE),
  ARCHIVE(Spelling.ONE, in -> ArchiveInMemory.madeAgain(ArchiveInMemory.read(in)), archiveCodes());

  /** How the spelling of what was accepted compares with what was read. */
  private enum Spelling {
    /** The format has one spelling: the same bytes. */
    ONE,
    /** Unknown fields were dropped: read and spelled once more, the same bytes. */
    STABLE,
    /** It is never spelled. */
    NONE
  }

  private final Spelling spelling;
  private final UnaryOperator<byte[]> readAndSpell;
  private final Set<String> codes = new HashSet<>();

  Parser(Spelling spelling, UnaryOperator<byte[]> readAndSpell, ErrorCode... codes) {
    this.spelling = spelling;
    this.readAndSpell = readAndSpell;
    for (ErrorCode code : codes) {
      this.codes.add(code.code());
    }
  }

  /** Where its seeds are. */
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads an input.
   *
   * @return whether it was accepted
   * @throws AssertionError when it was refused in a wrong way, or accepted and spelled otherwise
   */
  boolean accepts(byte[] input) {
    byte[] spelled;
    try {
      spelled = readAndSpell.apply(input.clone());
    } catch (SkerryException e) {
      if (codes.contains(e.problem().code())) {
        return false;
      }
      throw new AssertionError("refused with a code that is not its own", e);
    }
    byte[] expected = spelling == Spelling.STABLE ? readAndSpell.apply(spelled) : input;
    if (spelling != Spelling.NONE && !Arrays.equals(spelled, expected)) {
      throw new AssertionError("what was accepted is spelled otherwise");
    }
    return true;
  }

  private static byte[] bundleYaml(byte[] input) {
    Parsed<BundleSpec> parsed = Describe.parse(Path.of("bundle.yaml"), input);
    parsed.orThrow(DeskError.BUNDLE_YAML, "bundle.yaml");
    return input;
  }

  private static byte[] manifest(byte[] input, String mediaType) {
    ManifestDocument read = Manifests.parse(input, mediaType, "fuzzed");
    return read.bytes();
  }

  private static byte[] certificates(byte[] input) {
    List<byte[]> chain = Certificates.fromPem(input, "fuzzed");
    chain.forEach(Certificates::keyid);
    return input;
  }

  private static byte[] policy(byte[] input) {
    PolicyFile.parse("fuzzed.yaml", input);
    return input;
  }

  private static ErrorCode[] archiveCodes() {
    Set<ErrorCode> codes = new HashSet<>(List.of(ReadError.values()));
    codes.addAll(List.of(ArchiveError.values()));
    codes.addAll(
        List.of(
            FormatError.ENVELOPE_SPELLING,
            FormatError.PAYLOAD_TYPE,
            FormatError.JSON_SPELLING,
            FormatError.STATEMENT_SPELLING));
    return codes.toArray(ErrorCode[]::new);
  }
}
