package dev.skerry.desk.root;

import dev.skerry.format.Digest;
import dev.skerry.format.certificate.Certificates;
import dev.skerry.format.certificate.KeyCertificate;
import dev.skerry.format.certificate.KeyCertificates;
import dev.skerry.format.certificate.RevocationLists;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Names;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.Role;
import dev.skerry.format.document.RootDocument.Roles;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Puts a root document together: the first of a product, or the one after another. */
public final class RootDraft {
  private static final Pattern KEYID = Pattern.compile("[0-9a-f]{64}");

  private final String product;
  private final long version;
  private final SortedMap<String, SortedMap<String, RootKey>> signers = new TreeMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Map<RoleName, SortedSet<String>> members = new EnumMap<>(RoleName.class);
  private final Map<RoleName, Long> thresholds = new EnumMap<>(RoleName.class);
  private final SortedSet<String> revokedKeys = new TreeSet<>();
  private final SortedSet<Digest> revokedBundles = new TreeSet<>();
  private final SortedSet<Digest> revokedContent = new TreeSet<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> given = new HashSet<>();
  private final SortedMap<String, Chain> chains = new TreeMap<>();
  private long epoch;

  private RootDraft(String product, long version, long epoch) {
    this.product = product;
    this.version = version;
    this.epoch = epoch;
    for (RoleName role : RoleName.values()) {
      members.put(role, new TreeSet<>());
    }
  }

  /** The first of a product. */
  public static RootDraft first(String product) {
    if (!Names.isId(product)) {
      throw refuse("--product", "cannot be \"" + product + "\"");
    }
    return new RootDraft(product, 1, 1);
  }

  /**
   * The one after these: signers, thresholds and what is revoked are as they were in the last.
   *
   * @throws SkerryException {@link dev.skerry.desk.DeskError#ROOT_UNSIGNED}
   */
  public static RootDraft after(RootChain chain) {
    RootDocument before = chain.requireAllSigned().last();
    RootDraft draft = new RootDraft(before.product(), before.version() + 1, before.epoch());
    before.chains().forEach(one -> draft.chains.put(one.keyid(), one));
    for (RootSigner signer : before.signers()) {
      SortedMap<String, RootKey> keys = new TreeMap<>();
      for (RootKey key : signer.keys()) {
        keys.put(key.keyid(), key);
        draft.owners.put(key.keyid(), signer.name());
      }
      draft.signers.put(signer.name(), keys);
    }
    for (RoleName role : RoleName.values()) {
      draft.membersOf(role).addAll(before.roles().of(role).signers());
      draft.thresholds.put(role, before.roles().of(role).threshold());
    }
    chain.documents().stream()
        .flatMap(root -> root.signers().stream())
        .flatMap(signer -> signer.keys().stream())
        .forEach(key -> draft.known.add(key.keyid()));
    draft.known.addAll(before.revoked().keys());
    draft.revokedKeys.addAll(before.revoked().keys());
    draft.revokedBundles.addAll(before.revoked().bundles());
    draft.revokedContent.addAll(before.revoked().content());
    return draft;
  }

  /**
   * A key of a signer in these roles; a second key makes the signer sign with both. Keys that the
   * root before lists for this signer are replaced.
   */
  public void signer(String name, PublicKey key, List<RoleName> roles) {
    if (!Names.isSigner(name)) {
      throw refuse("signer", "cannot be called \"" + name + "\"");
    }
    if (given.add(name)) {
      forget(name);
    }
    String owner = owners.putIfAbsent(key.keyid(), name);
    if (owner != null && !owner.equals(name)) {
      throw refuse(name, "has the same key as " + owner);
    }
    signers
        .computeIfAbsent(name, n -> new TreeMap<>())
        .put(key.keyid(), new RootKey(key.keyid(), key.scheme().id(), key.spki()));
    roles.forEach(role -> membersOf(role).add(name));
  }

  /**
   * Pins X.509 certificates for the key of a signer that the leaf is of.
   *
   * @param certificates DER, leaf first
   * @param now when they have to hold together
   */
  public void chain(String name, List<byte[]> certificates, Instant now) {
    String keyid = Certificates.keyid(certificates.getFirst());
    RootKey key =
        Optional.ofNullable(signers.get(name))
            .map(keys -> keys.get(keyid))
            .orElseThrow(
                () -> refuse(name, "has no key %s, which its certificate is of".formatted(keyid)));
    Chain chain = new Chain(keyid, certificates);
    KeyCertificate found = KeyCertificates.of(name, key, chain, now, RevocationLists.NONE);
    if (!found.sound()) {
      throw refuse("the certificate of " + name, found.reason());
    }
    chains.put(keyid, chain);
  }

  /** Takes a signer out of all roles. */
  public void remove(String name) {
    if (!signers.containsKey(name)) {
      throw refuse(name, "is no signer of the root before");
    }
    forget(name);
    members.values().forEach(in -> in.remove(name));
  }

  private void forget(String name) {
    Optional.ofNullable(signers.remove(name))
        .ifPresent(keys -> owners.keySet().removeAll(keys.keySet()));
  }

  /**
   * From now on a key counts no more, wherever it signed. Only keys that a root document lists can
   * count at all: to revoke any other is a mistake.
   *
   * @throws SkerryException {@link RootError#REQUEST}, {@link RootError#UNKNOWN_KEY}
   */
  public void revokeKey(String keyid) {
    if (!KEYID.matcher(keyid).matches()) {
      throw refuse(keyid, "is no key id: 64 hex digits, as skerry key show prints them");
    }
    if (!known.contains(keyid)) {
      throw new SkerryException(
          RootError.UNKNOWN_KEY,
          "--revoke-key " + keyid,
          "no signer of root 1 to %d has a key with this id".formatted(version - 1));
    }
    revokedKeys.add(keyid);
  }

  /** From now on a bundle is refused, named by the digest of its statement. */
  public void revokeBundle(Digest statement) {
    revokedBundles.add(statement);
  }

  /** From now on every bundle with this content is refused. */
  public void revokeContent(Digest content) {
    revokedContent.add(content);
  }

  /** Lets sequences and the time floor begin anew, after one ran away. */
  public void raiseEpoch() {
    epoch++;
  }

  /** How many signers of a role must sign; by default two, and one of role deploy. */
  public void threshold(RoleName role, OptionalLong threshold) {
    threshold.ifPresent(number -> thresholds.put(role, number));
  }

  /** The document, valid from now on for so long. */
  public RootDocument document(Instant now, Duration validity) {
    Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
    return new RootDocument(
        product,
        version,
        epoch,
        issued,
        issued.plus(validity),
        signers.entrySet().stream()
            .map(e -> new RootSigner(e.getKey(), List.copyOf(e.getValue().values())))
            .toList(),
        new Roles(role(RoleName.ROOT), role(RoleName.RELEASE), role(RoleName.DEPLOY)),
        new Revoked(
            List.copyOf(revokedKeys), List.copyOf(revokedBundles), List.copyOf(revokedContent)),
        chains.values().stream().filter(c -> owners.containsKey(c.keyid())).toList());
  }

  private Role role(RoleName name) {
    SortedSet<String> in = membersOf(name);
    if (in.isEmpty()) {
      throw refuse("role " + name.word(), "has no signer");
    }
    long usual = name == RoleName.DEPLOY ? 1 : Math.min(2, in.size());
    long threshold = thresholds.getOrDefault(name, usual);
    if (threshold < 1 || threshold > in.size()) {
      throw refuse(
          "role " + name.word(),
          "cannot ask for " + threshold + " of " + Amounts.count(in.size(), "signer"));
    }
    if (in.stream().filter(this::counts).count() < threshold) {
      throw refuse(
          "role " + name.word(),
          "asks for " + threshold + " signers, and too few of them have no revoked key");
    }
    return new Role(threshold, List.copyOf(in));
  }

  private boolean counts(String signer) {
    return Optional.ofNullable(signers.get(signer))
        .filter(keys -> Collections.disjoint(keys.keySet(), revokedKeys))
        .isPresent();
  }

  private SortedSet<String> membersOf(RoleName role) {
    return members.getOrDefault(role, new TreeSet<>());
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(RootError.REQUEST, item, reason);
  }
}
