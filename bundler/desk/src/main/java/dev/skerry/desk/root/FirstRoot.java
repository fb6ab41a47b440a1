package dev.skerry.desk.root;

import dev.skerry.format.document.Names;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts the first root document of a product together. */
public final class FirstRoot {
  private final String product;
  private final SortedMap<String, SortedMap<String, RootKey>> signers = new TreeMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Map<RoleName, SortedSet<String>> members = new EnumMap<>(RoleName.class);
  private final Map<RoleName, Long> thresholds = new EnumMap<>(RoleName.class);

  /** For a product. */
  public FirstRoot(String product) {
    if (!Names.isId(product)) {
      throw refuse("--product", "cannot be \"" + product + "\"");
    }
    this.product = product;
    for (RoleName role : RoleName.values()) {
      members.put(role, new TreeSet<>());
    }
  }

  /** A key of a signer in these roles; a second key makes the signer sign with both. */
  public void signer(String name, PublicKey key, List<RoleName> roles) {
    if (!Names.isSigner(name)) {
      throw refuse("signer", "cannot be called \"" + name + "\"");
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

  /** How many signers of a role must sign; by default two, and one of role deploy. */
  public void threshold(RoleName role, OptionalLong threshold) {
    threshold.ifPresent(number -> thresholds.put(role, number));
  }

  /** The document, valid from now on for so long. */
  public RootDocument document(Instant now, Duration validity) {
    Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
    return new RootDocument(
        product,
        1,
        1,
        issued,
        issued.plus(validity),
        signers.entrySet().stream()
            .map(e -> new RootSigner(e.getKey(), List.copyOf(e.getValue().values())))
            .toList(),
        new Roles(role(RoleName.ROOT), role(RoleName.RELEASE), role(RoleName.DEPLOY)),
        Revoked.NOTHING,
        List.of());
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
          "role " + name.word(), "cannot ask for " + threshold + " of " + in.size() + " signers");
    }
    return new Role(threshold, List.copyOf(in));
  }

  private SortedSet<String> membersOf(RoleName role) {
    return members.getOrDefault(role, new TreeSet<>());
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(RootError.REQUEST, item, reason);
  }
}
