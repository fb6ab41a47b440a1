package dev.skerry.format.accept;

import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.accept.SiteView.CounterName;
import dev.skerry.format.accept.TrustJudgement.NotTrusted;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestRoots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A gateway and a desk between two sticks, for the scenarios of the TUF conformance suite. */
final class TufPlay {
  static final Instant NOW = TestRoots.ISSUED.plusSeconds(3_600);

  private TufPlay() {}

  /** A gateway: what is accepted is kept between two sticks, as the store keeps it. */
  static final class Client {
    final List<TrustedRoot> roots = new ArrayList<>();
    final TreeMap<CounterName, Long> counters = new TreeMap<>();
    Optional<Accepted> accepted = Optional.empty();
    Instant floor = Instant.EPOCH;
    Instant now = NOW;

    Client(Envelope root) {
      roots.add(Acceptance.judgeAnchor(root.bytes(), "root"));
    }

    /** Brings a stick; what the gateway says of it, by code. */
    String refresh(TestBundle stick) {
      List<byte[]> chain = stick.roots.stream().map(Envelope::bytes).toList();
      TrustJudgement trust = Acceptance.judgeTrust(view(), stick.envelope().bytes(), chain);
      for (NewRoot root : trust.save()) {
        if (root.document().epoch() > roots.getLast().document().epoch()) {
          accepted = Optional.empty();
          floor = root.document().issued();
        }
        roots.add(new TrustedRoot(root.envelope(), root.document()));
      }
      return switch (trust) {
        case NotTrusted not -> not.problem().code();
        case Trusted trusted -> judge(trusted);
      };
    }

    private String judge(Trusted trusted) {
      Verdict verdict = Acceptance.judgeStatement(view(), trusted);
      if (verdict instanceof Verdict.GoOn) {
        Statement statement = trusted.statement();
        accepted =
            Optional.of(
                new Accepted(statement.epoch(), statement.sequence(), trusted.statementDigest()));
        floor = floor.isBefore(statement.issued()) ? statement.issued() : floor;
        counters.putAll(CounterStep.counters(statement));
      }
      return Scenario.code(verdict);
    }

    long root() {
      return roots.getLast().document().version();
    }

    long sequence() {
      return accepted.map(Accepted::sequence).orElse(0L);
    }

    private SiteView view() {
      return new SiteView(
          "edge-fleet",
          Optional.of("stable"),
          Optional.empty(),
          roots,
          accepted,
          floor,
          counters,
          Optional.empty(),
          now,
          List.of());
    }
  }

  /** A desk: roots so far, and who signs bundles. */
  static final class Repository {
    final List<Envelope> roots = new ArrayList<>();
    List<String> signers = List.of("0", "1");

    Repository() {
      publish(TestRoots.root(1, 2, "0", "1", "2"), "0", "1");
    }

    void publish(RootDocument root, String... signatures) {
      roots.add(TestRoots.signed(root, signatures));
    }

    TestBundle bundle(long sequence) {
      TestBundle bundle = TestBundle.sample(sequence);
      bundle.roots = List.copyOf(roots);
      bundle.signers = signers;
      return bundle;
    }

    Client client() {
      return new Client(roots.getFirst());
    }
  }
}
