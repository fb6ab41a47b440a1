package dev.skerry.cli.options;

import dev.skerry.cli.console.CliError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.keys.KeyFolder;
import dev.skerry.desk.root.RootDraft;
import dev.skerry.format.certificate.Certificates;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who signs what in a root document, and how long it is valid. */
public final class RootSignerOptions {
  private static final Pattern VALIDITY = Pattern.compile("([1-9][0-9]{0,4})([dwy])");
  private static final String NAMED = "NAME=PUB";

  @Option(
      names = "--signer",
      paramLabel = NAMED,
      description = "Signer in all roles; twice with one name: both keys must sign.")
  private List<String> signers = new ArrayList<>();

  @Option(names = "--root-signer", paramLabel = NAMED, description = "Signs root documents.")
  private List<String> rootSigners = new ArrayList<>();

  @Option(names = "--release-signer", paramLabel = NAMED, description = "Signs bundles.")
  private List<String> releaseSigners = new ArrayList<>();

  @Option(names = "--deploy-signer", paramLabel = NAMED, description = "Signs sites, permits.")
  private List<String> deploySigners = new ArrayList<>();

  @Option(
      names = "--chain",
      paramLabel = "NAME=PEM",
      description = "X.509 certificates of a key of this signer, leaf first.")
  private List<String> chains = new ArrayList<>();

  @Option(
      names = "--root-threshold",
      paramLabel = "N",
      description = "Default: as before; at first 2, or 1 of 1.")
  private @Nullable Long rootThreshold;

  @Option(
      names = "--release-threshold",
      paramLabel = "N",
      description = "Default: as before; at first 2, or 1 of 1.")
  private @Nullable Long releaseThreshold;

  @Option(
      names = "--deploy-threshold",
      paramLabel = "N",
      description = "Default: as before; at first 1.")
  private @Nullable Long deployThreshold;

  @Option(
      names = "--expires",
      paramLabel = "PERIOD",
      defaultValue = "2y",
      description = "Days, weeks or years of 365 days from now: 90d, 26w, 2y (default).")
  private String expires = "2y";

  /**
   * Puts them into a draft.
   *
   * @param now when certificates have to hold together
   */
  public void apply(RootDraft root, Instant now) {
    add(root, signers, RoleName.values());
    add(root, rootSigners, RoleName.ROOT);
    add(root, releaseSigners, RoleName.RELEASE);
    add(root, deploySigners, RoleName.DEPLOY);
    for (String option : chains) {
      Path file = file(option);
      root.chain(
          option.substring(0, option.indexOf('=')),
          Certificates.fromPem(LocalFiles.read(file, Certificates.FILE), file.toString()),
          now);
    }
    root.threshold(RoleName.ROOT, optional(rootThreshold));
    root.threshold(RoleName.RELEASE, optional(releaseThreshold));
    root.threshold(RoleName.DEPLOY, optional(deployThreshold));
  }

  /** How long it is valid. */
  public Duration validity() {
    Matcher matcher = VALIDITY.matcher(expires);
    if (!matcher.matches()) {
      throw usage("--expires", "cannot be \"" + expires + "\": write 90d, 26w or 2y");
    }
    long days =
        switch (matcher.group(2)) {
          case "d" -> 1;
          case "w" -> 7;
          default -> 365;
        };
    return Duration.ofDays(days * Long.parseLong(matcher.group(1)));
  }

  private static void add(RootDraft root, List<String> named, RoleName... roles) {
    for (String option : named) {
      Path file = file(option);
      root.signer(
          option.substring(0, option.indexOf('=')), KeyFolder.readPublic(file), List.of(roles));
    }
  }

  private static Path file(String option) {
    int equals = option.indexOf('=');
    if (equals < 1) {
      throw usage(option, "is not NAME=FILE");
    }
    return Path.of(option.substring(equals + 1));
  }

  private static OptionalLong optional(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static SkerryException usage(String item, String reason) {
    return new SkerryException(CliError.USAGE, item, reason);
  }
}
