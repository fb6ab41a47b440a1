package dev.skerry.cel.facts;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.certificate.KeyCertificate;
import dev.skerry.format.certificate.KeyCertificates;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.SiteIdentity;
import dev.skerry.format.document.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes from a bundle what policies can look at: a map as {@link Vocabulary#FACTS} says. */
public final class BundleFacts {
  private BundleFacts() {}

  /**
   * What is known besides the bundle's own content.
   *
   * @param digest of the statement
   * @param root the newest root document
   * @param signers who signed, as far as they count; empty before anybody did
   * @param site the site that the bundle comes to, empty at the desk
   */
  public record Known(
      Statement statement,
      Digest digest,
      RootDocument root,
      Collection<String> signers,
      Optional<SiteView> site,
      Instant now) {
    /** Copies the names. */
    public Known {
      signers = List.copyOf(signers);
    }
  }

  /**
   * The facts of a bundle whose closure was judged.
   *
   * @throws dev.skerry.format.error.SkerryException {@link dev.skerry.cel.PolicyError#NOT_JUDGED}
   *     when there is more than policies can be asked about, and what the plan files themselves
   *     refuse
   */
  public static Map<String, Object> of(Known known, Metadata metadata) {
    return Map.of(
        "statement", statement(known),
        "signers", known.signers().stream().sorted().toList(),
        "certificates", certificates(known, metadata),
        "root", root(known.root()),
        "content", new ContentFacts(metadata).all(known.statement().content()),
        "plans", PlanFacts.all(known.statement().plans(), metadata),
        "site", known.site().map(BundleFacts::site).orElseGet(() -> Defaults.of("site")),
        "now", known.now());
  }

  private static Map<String, Object> statement(Known known) {
    Statement s = known.statement();
    return Map.of(
        "name", s.name(),
        "digest", known.digest().toString(),
        "product", s.product(),
        "channel", s.channel(),
        "epoch", s.epoch(),
        "sequence", s.sequence(),
        "issued", s.issued(),
        "expires", s.expires(),
        "bytes", s.totals().bytes(),
        "assumes", s.assumes());
  }

  private static List<Map<String, Object>> certificates(Known known, Metadata metadata) {
    return KeyCertificates.of(
            known.root(), known.signers(), known.statement().issued(), metadata.revocations())
        .stream()
        .map(BundleFacts::certificate)
        .toList();
  }

  private static Map<String, Object> certificate(KeyCertificate certificate) {
    return Map.of(
        "signer", certificate.signer(),
        "keyid", certificate.keyid(),
        "subject", certificate.subject(),
        "issuer", certificate.issuer(),
        "serial", certificate.serial(),
        "ends", certificate.ends(),
        "state", certificate.state().word(),
        "revocation", certificate.revocation().word());
  }

  private static Map<String, Object> root(RootDocument root) {
    return Map.of(
        "version", root.version(),
        "epoch", root.epoch(),
        "expires", root.expires(),
        "revoked", root.revoked().content().stream().map(Digest::toString).toList());
  }

  private static Map<String, Object> site(SiteView site) {
    Optional<SiteIdentity> identity = site.identity();
    List<String> groups = new ArrayList<>();
    identity.map(SiteIdentity::groups).ifPresent(groups::addAll);
    return Map.of(
        "id", identity.map(SiteIdentity::id).orElse(""),
        "channel", site.channel().orElse(""),
        "labels", identity.<Map<String, String>>map(SiteIdentity::labels).orElse(Map.of()),
        "groups", groups,
        "epoch", site.accepted().map(Accepted::epoch).orElse(0L),
        "sequence", site.accepted().map(Accepted::sequence).orElse(0L));
  }
}
