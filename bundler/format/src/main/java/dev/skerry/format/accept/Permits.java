package dev.skerry.format.accept;

import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.Threshold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The permits that came with a bundle: each lets this bundle pass one rule at this site, when
 * enough signers of role deploy of the newest root say so (format section 5). What a permit lifts
 * becomes a warning.
 */
final class Permits {
  private static final Duration AHEAD = Duration.ofDays(2);

  private final SiteView site;
  private final Trusted trusted;
  private final List<Problem> warnings;
  private final SequencedMap<SignedPermit, JudgedPermit> judged = new LinkedHashMap<>();

  /**
   * For one bundle.
   *
   * @param warnings takes what was lifted, and why a permit does not count
   */
  Permits(SiteView site, Trusted trusted, List<Problem> warnings) {
    this.site = site;
    this.trusted = trusted;
    this.warnings = warnings;
  }

  /**
   * The permit that lifts a rule.
   *
   * @throws SkerryException the refusal, when none does
   */
  Permit lift(String rule, SkerryException refusal) {
    List<Problem> notCounted = new ArrayList<>();
    for (SignedPermit offered : site.permits()) {
      Permit permit = offered.permit();
      if (ofThis(permit) && permit.rule().equals(rule)) {
        Threshold deploy = Threshold.of(trusted.root(), RoleName.DEPLOY, offered.envelope());
        Optional<String> against = against(permit, deploy);
        if (against.isEmpty()) {
          judged.put(offered, new JudgedPermit(offered, Optional.of(counted(offered, deploy))));
          warnings.add(lifted(offered, deploy, refusal.problem()));
          return permit;
        }
        judged.put(offered, new JudgedPermit(offered, Optional.empty()));
        notCounted.add(problem(AcceptError.WARN_PERMIT_NOT_COUNTED, offered.file(), against.get()));
      }
    }
    warnings.addAll(notCounted);
    throw refusal;
  }

  private boolean ofThis(Permit permit) {
    return permit.statement().equals(trusted.statementDigest());
  }

  /** Anybody who has the stick can add signatures that count for nothing. */
  private SignedPermit counted(SignedPermit offered, Threshold deploy) {
    Set<String> keys =
        trusted.root().signers().stream()
            .filter(signer -> deploy.signers().contains(signer.name()))
            .flatMap(signer -> signer.keys().stream().map(RootKey::keyid))
            .collect(Collectors.toUnmodifiableSet());
    return new SignedPermit(offered.file(), offered.envelope().onlyOf(keys), offered.permit());
  }

  /** Those whose rule refused the bundle, whether they lifted that or not. */
  List<JudgedPermit> judged() {
    return List.copyOf(judged.values());
  }

  /**
   * Tells of permits for this very bundle whose rule is not what refuses it.
   *
   * @param before permits that earlier steps judged
   */
  void tellOthers(List<JudgedPermit> before) {
    Set<SignedPermit> known = new HashSet<>(judged.keySet());
    before.forEach(permit -> known.add(permit.offered()));
    site.permits().stream()
        .filter(offered -> ofThis(offered.permit()))
        .filter(offered -> !known.contains(offered))
        .map(offered ->
            problem(
                AcceptError.WARN_PERMIT_NOT_COUNTED,
                offered.file(),
                "is of rule " + offered.permit().rule() + ", which is not what refuses the bundle"))
        .forEach(warnings::add);
  }

  private Optional<String> against(Permit permit, Threshold deploy) {
    if (!permit.product().equals(site.product())) {
      return Optional.of("is for product " + permit.product() + ", not for " + site.product());
    }
    if (site.identity().isEmpty()) {
      return Optional.of("is for site " + permit.site() + ", and no site is known here");
    }
    String here = site.identity().get().id();
    if (!permit.site().equals(here)) {
      return Optional.of("is for site " + permit.site() + ", and this is " + here);
    }
    if (!deploy.met()) {
      return Optional.of(ReleaseStep.missing(deploy, trusted.root()));
    }
    return outside(permit);
  }

  /** The time that a permit is judged by is the site's, unless that is just what it is about. */
  private Optional<String> outside(Permit permit) {
    Instant time = permit.rule().equals(Permit.CLOCK) ? signedTime(permit) : site.time();
    if (!time.isBefore(permit.expires())) {
      return Optional.of(
          "ended %s; the time here is %s"
              .formatted(Times.text(permit.expires()), Times.text(time)));
    }
    if (permit.issued().isAfter(time.plus(AHEAD))) {
      return Optional.of(
          "was issued %s; the time here is %s"
              .formatted(Times.text(permit.issued()), Times.text(time)));
    }
    return Optional.empty();
  }

  /** What a site whose clock is wrong takes for the time: the newest of what was signed for it. */
  Instant signedTime(Permit permit) {
    Instant issued = trusted.statement().issued();
    return permit.issued().isAfter(issued) ? permit.issued() : issued;
  }

  private static Problem lifted(SignedPermit offered, Threshold deploy, Problem refusal) {
    Permit permit = offered.permit();
    return problem(
        AcceptError.WARN_PERMITTED,
        refusal.item(),
        "%s (%s): permitted by %s, rule %s, until %s, permit %s: %s"
            .formatted(
                refusal.reason(),
                refusal.code(),
                String.join(", ", deploy.signers()),
                permit.rule(),
                Times.text(permit.expires()),
                offered.envelope().payloadDigest(),
                permit.reason()));
  }

  private static Problem problem(AcceptError code, String item, String reason) {
    return new SkerryException(code, item, reason).problem();
  }
}
