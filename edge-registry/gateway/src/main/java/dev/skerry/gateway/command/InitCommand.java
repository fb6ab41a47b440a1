package dev.skerry.gateway.command;

import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.Initialise;
import dev.skerry.gateway.setup.SiteChoice;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skerryd init}. */
@Command(name = "init", description = "Makes the data folder of a site's gateway or of a depot.")
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private JsonOption json = new JsonOption();

  @Option(names = "--depot", description = "no site and no root: a registry that takes pushes")
  private boolean depot;

  @Option(names = "--site", paramLabel = "ID", description = "the site's name")
  private Optional<String> site = Optional.empty();

  @Option(
      names = "--root",
      paramLabel = "FILE",
      description = "the root document that this site will trust")
  private Optional<Path> root = Optional.empty();

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      defaultValue = "stable",
      description = "the channel that it takes (default: ${DEFAULT-VALUE})")
  private String channel = "";

  @Option(names = "--label", paramLabel = "KEY=VALUE", description = "what audiences select by")
  private Map<String, String> labels = new TreeMap<>();

  @Option(names = "--group", paramLabel = "NAME", description = "a group that the site is in")
  private List<String> groups = List.of();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "what may enter: a policy; as often as there are")
  private List<Path> policies = List.of();

  @Override
  public Integer call() {
    requireFit();
    DataFolder folder = data.folder();
    Initialise initialise = new Initialise(folder, new SecureRandom(), InstantSource.system());
    if (depot) {
      initialise.depot();
      show("depot", folder, Optional.empty());
    } else {
      SiteChoice choice =
          new SiteChoice(
              site.orElseThrow(),
              root.orElseThrow(),
              channel,
              new TreeMap<>(labels),
              groups,
              policies);
      show("site " + choice.id(), folder, Optional.of(initialise.site(choice)));
    }
    return 0;
  }

  private void requireFit() {
    boolean ofSite = site.isPresent() || root.isPresent() || !policies.isEmpty();
    if (depot ? ofSite : site.isEmpty() || root.isEmpty()) {
      throw new SkerryException(
          GatewayError.INIT_OPTIONS, "init", "needs either --depot, or --site with --root");
    }
  }

  private void show(String what, DataFolder folder, Optional<PublicKey> key) {
    PrintWriter out = spec.commandLine().getOut();
    if (json.wanted()) {
      JsonText text = JsonText.object().put("data", folder.folder().toString());
      key.ifPresent(k -> text.put("keyid", k.keyid()).put("key", folder.publicKey().toString()));
      out.println(text.text());
      return;
    }
    out.println(what + " set up in " + folder.folder());
    key.ifPresent(k -> {
      out.println("gateway key " + k.keyid());
      out.println("Compare the key's fingerprint when the release desk registers it:");
      out.println("  skerry site add --key " + folder.publicKey() + " …");
    });
    out.println("next: skerryd serve --data " + folder.folder());
  }
}
