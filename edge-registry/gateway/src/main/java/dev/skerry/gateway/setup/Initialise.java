package dev.skerry.gateway.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.KeyFiles;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.site.SitePolicies;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.SiteState;
import dev.skerry.store.SiteState.RootRow;
import dev.skerry.store.SiteState.SiteRow;
import dev.skerry.store.StoreError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a data folder that {@code serve} can run on. The site's row comes last: an init that was
 * stopped is simply repeated.
 */
public final class Initialise {
  private final DataFolder data;
  private final SecureRandom random;
  private final InstantSource clock;

  /** For a data folder, made when it is not there. */
  public Initialise(DataFolder data, SecureRandom random, InstantSource clock) {
    this.data = data;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A depot: no site, no root, takes pushes.
   *
   * @throws SkerryException {@link StoreError#INITIALISED} and those of the store
   */
  public void depot() {
    try (EmbeddedStore store = open()) {
      writeFiles();
      ChannelKey none = new ChannelKey("", "");
      store
          .state()
          .initialise(
              new SiteRow(
                  true, "", none, new TreeMap<>(), List.of(), Optional.empty(), clock.instant()));
    }
  }

  /**
   * A site.
   *
   * @return the gateway's public key
   * @throws SkerryException {@link StoreError#INITIALISED}, and those of {@link
   *     Acceptance#judgeAnchor} when the root document does not meet its own threshold
   */
  public PublicKey site(SiteChoice choice) {
    byte[] file = PrivateFiles.require(choice.root());
    TrustedRoot anchor = Acceptance.judgeAnchor(file, choice.root().toString());
    SortedMap<String, byte[]> policies = policies(choice.policies());
    try (EmbeddedStore store = open()) {
      SigningKey key = gatewayKey();
      writeFiles();
      policies.forEach((name, bytes) -> writePolicy(name, bytes));
      String product = anchor.document().product();
      Instant now = clock.instant();
      SiteRow row =
          new SiteRow(
              false,
              choice.id(),
              new ChannelKey(product, choice.channel()),
              choice.labels(),
              choice.groups(),
              Optional.of(anchor.envelope().payloadDigest()),
              now);
      store.inTransaction(() -> save(store.state(), row, anchor, file));
      return key.publicKey();
    }
  }

  /**
   * Policies by name, each compiled; CEL is not loaded where there are none.
   *
   * @throws SkerryException what is wrong with the first that is wrong
   */
  private static SortedMap<String, byte[]> policies(List<Path> files) {
    SequencedMap<String, byte[]> read = new LinkedHashMap<>();
    files.forEach(file -> read.put(file.toString(), PrivateFiles.require(file)));
    return read.isEmpty() ? new TreeMap<>() : SitePolicies.require(read);
  }

  private void writePolicy(String name, byte[] bytes) {
    PrivateFiles.makeFolder(data.policies());
    PrivateFiles.writeShared(data.policies().resolve(name + ".yaml"), bytes);
  }

  private static boolean save(SiteState state, SiteRow row, TrustedRoot anchor, byte[] file) {
    state.initialise(row);
    state.saveRoot(row.key().product(), new RootRow(anchor.document().version(), file));
    return true;
  }

  private EmbeddedStore open() {
    PrivateFiles.makeFolder(data.folder());
    EmbeddedStore store = EmbeddedStore.open(data.folder(), Disk.real(), clock);
    if (store.state().site().isPresent()) {
      store.close();
      throw new SkerryException(
          StoreError.INITIALISED, data.folder().toString(), "belongs to a gateway already");
    }
    return store;
  }

  private SigningKey gatewayKey() {
    KeyFiles files = new KeyFiles(random);
    SigningKey key = files.generate(Scheme.ED25519);
    PrivateFiles.writeSecret(data.key(), files.writePem(key, Optional.empty()));
    PrivateFiles.writeShared(data.publicKey(), key.publicKey().pem());
    return key;
  }

  private void writeFiles() {
    String token = AdminToken.random(random).text() + "\n";
    PrivateFiles.writeSecret(data.token(), token.getBytes(UTF_8));
    if (!Files.exists(data.settings())) {
      PrivateFiles.writeShared(data.settings(), template().getBytes(UTF_8));
    }
  }

  /** All settings, commented out, with what they are by default. */
  private static String template() {
    StringBuilder text = new StringBuilder("# Every line is also an option and a variable.\n");
    for (Setting setting : Setting.values()) {
      text.append(
          "\n# %s (--%s, %s)%n".formatted(setting.about(), setting.word(), setting.variable()));
      text.append("#%s: %s%n".formatted(setting.word(), setting.standard().orElse("")));
    }
    return text.toString();
  }
}
