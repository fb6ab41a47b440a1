package dev.skerry.desk.policy;

import dev.skerry.cel.Decision;
import dev.skerry.cel.engine.CelPolicy;
import dev.skerry.cel.engine.PolicySet;
import dev.skerry.desk.read.SiteFile;
import dev.skerry.desk.read.Verification;
import dev.skerry.desk.read.Verify;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.archive.MediumFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what every rule says of a bundle that would come to a site, and by which values. */
public final class Explain {
  private final TrustedRoot anchor;
  private final Optional<SiteFile> site;
  private final InstantSource clock;

  /**
   * Explains.
   *
   * @param anchor the root document that is trusted
   * @param site what is known of the site; empty where nothing is
   */
  public Explain(TrustedRoot anchor, Optional<SiteFile> site, InstantSource clock) {
    this.anchor = anchor;
    this.site = site;
    this.clock = clock;
  }

  /**
   * One bundle.
   *
   * @param bundle what the steps before the policies found
   * @param decisions empty where a step before them refused it
   */
  public record Explanation(Verification bundle, List<Decision> decisions) {
    /** Copies the decisions. */
    public Explanation {
      decisions = List.copyOf(decisions);
    }
  }

  /** Judges the bundles that the paths mean up to their metadata, and asks. */
  public List<Explanation> run(List<Path> paths, PolicySet policies) {
    Map<String, List<Decision>> said = new HashMap<>();
    AdmissionPolicy listener =
        (view, trusted, metadata) -> {
          said.put(trusted.statement().name(), CelPolicy.ask(policies, view, trusted, metadata));
          return List.of();
        };
    List<Explanation> explained = new ArrayList<>();
    Verify verify = new Verify(MediumFiles.real(), anchor, site, listener, clock);
    for (Verification bundle : verify.metadata(paths)) {
      explained.add(new Explanation(bundle, said.getOrDefault(bundle.name(), List.of())));
    }
    return List.copyOf(explained);
  }
}
