package dev.skerry.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.cel.Gate;
import dev.skerry.cel.PolicyError;
import dev.skerry.cel.engine.CelPolicy;
import dev.skerry.cel.engine.PolicySet;
import dev.skerry.cel.file.Node;
import dev.skerry.cel.file.Policy;
import dev.skerry.cel.file.PolicyFile;
import dev.skerry.format.Digest;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.accept.Objection;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What may enter this site: every {@code *.yaml} of one folder, read for each judgement and
 * compiled when something changed. While something in the folder is wrong, nothing enters. Where
 * there is no folder, or nothing in it, nothing is asked and CEL is not loaded.
 */
public final class SitePolicies implements AdmissionPolicy {
  private static final int MOST_FILES = 64;
  private static final String POLICY = ".yaml";
  private static final String TEST = ".test.yaml";

  private final Path folder;
  private Optional<Loaded> loaded = Optional.empty();

  /** Policies that were compiled, and the files that they were compiled from. */
  private record Loaded(SortedMap<String, Digest> files, PolicySet policies) {}

  /** For a folder that need not be there. */
  public SitePolicies(Path folder) {
    this.folder = folder;
  }

  /**
   * Compiles policies as a site does.
   *
   * @param files their bytes, by the name that messages call them
   * @return the same by the name that each policy has
   * @throws SkerryException what is wrong with the first that is wrong
   */
  public static SortedMap<String, byte[]> require(SequencedMap<String, byte[]> files) {
    compile(files);
    SortedMap<String, byte[]> byName = new TreeMap<>();
    files.forEach((file, bytes) -> byName.put(PolicyFile.parse(file, bytes).name(), bytes));
    return byName;
  }

  private static PolicySet compile(SequencedMap<String, byte[]> files) {
    List<Policy> policies = new ArrayList<>();
    files.forEach((file, bytes) -> policies.add(PolicyFile.parse(file, bytes)));
    return PolicySet.of(policies, Gate.ENTER);
  }

  /**
   * Compiles what is there, so that the first import need not wait for it.
   *
   * @throws SkerryException what is wrong with the folder or with a policy in it
   */
  public void check() {
    load();
  }

  /**
   * The SHA-256 of what {@code sha256sum} prints of the policies, ascending by file name; empty
   * without any.
   *
   * @throws SkerryException {@link PolicyError#POLICY_FILE}
   */
  public Optional<Digest> digest() {
    StringBuilder list = new StringBuilder();
    read()
        .forEach((file, bytes) ->
            list.append(Digest.of(bytes).hex())
                .append("  ")
                .append(Path.of(file).getFileName())
                .append('\n'));
    return list.isEmpty()
        ? Optional.empty()
        : Optional.of(Digest.of(list.toString().getBytes(UTF_8)));
  }

  @Override
  public List<Objection> judge(SiteView site, Trusted trusted, Metadata metadata) {
    Optional<PolicySet> policies;
    try {
      policies = load();
    } catch (SkerryException e) {
      return List.of(Objection.of(notJudged(trusted.statement().name(), e.problem())));
    }
    return policies.map(set -> new CelPolicy(set).judge(site, trusted, metadata)).orElse(List.of());
  }

  private static Problem notJudged(String bundle, Problem why) {
    String reason = "the site's policies cannot be asked: " + why.item() + " " + why.reason();
    return new SkerryException(PolicyError.NOT_JUDGED, bundle, reason).problem();
  }

  private synchronized Optional<PolicySet> load() {
    SortedMap<String, byte[]> files = read();
    if (files.isEmpty()) {
      loaded = Optional.empty();
      return Optional.empty();
    }
    SortedMap<String, Digest> digests = new TreeMap<>();
    files.forEach((name, bytes) -> digests.put(name, Digest.of(bytes)));
    if (loaded.filter(l -> l.files().equals(digests)).isEmpty()) {
      loaded = Optional.empty();
      loaded = Optional.of(new Loaded(digests, compile(files)));
    }
    return loaded.map(Loaded::policies);
  }

  private SortedMap<String, byte[]> read() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    if (!Files.exists(folder)) {
      return files;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.limit(2L * MOST_FILES + 1).sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(".") && !name.endsWith(TEST)) {
          files.put(file.toString(), policy(file, name));
        }
      }
    } catch (IOException e) {
      throw refuse(folder, "cannot be read: " + Reasons.of(e));
    }
    if (files.size() > MOST_FILES) {
      throw refuse(folder, "has more than " + MOST_FILES + " files");
    }
    return files;
  }

  /** What would be passed over by its name is refused: somebody believes that it is asked. */
  private static byte[] policy(Path file, String name) throws IOException {
    if (!name.endsWith(POLICY)) {
      throw refuse(file, "is no policy: their names end with " + POLICY);
    }
    if (!Files.isRegularFile(file)) {
      throw refuse(file, "is no file"); // a pipe would keep the import waiting for ever
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Node.MOST_BYTES + 1);
    }
  }

  private static SkerryException refuse(Path file, String reason) {
    return new SkerryException(PolicyError.POLICY_FILE, file.toString(), reason);
  }
}
