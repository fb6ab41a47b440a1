package dev.skerry.desk.root;

import dev.skerry.desk.difference.Facts;
import dev.skerry.desk.difference.Item;
import dev.skerry.format.Digest;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.RootDocument.Role;
import dev.skerry.format.document.Times;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a root document says otherwise than the one in whose place it comes. */
public final class RootDifference {
  private RootDifference() {}

  /** What is new, gone or another; all but the version and the time of issue. */
  public static List<Item> items(RootDocument before, RootDocument now) {
    return facts(now).since(facts(before), Set.of());
  }

  private static Facts facts(RootDocument root) {
    return new Facts()
        .put("product", single(root.product()))
        .put("epoch", single("" + root.epoch()))
        .put("expires", single(Times.text(root.expires())))
        .put("signer", by(root.signers(), s -> s.name(), s -> SignedWords.keys(s.keys())))
        .put("role", by(List.of(RoleName.values()), r -> r.word(), r -> role(root.roles().of(r))))
        .put("certificates of key", by(root.chains(), Chain::keyid, RootDifference::chain))
        .put("revoked key", revoked(root.revoked().keys()))
        .put("revoked bundle", revoked(root.revoked().bundles()))
        .put("revoked content", revoked(root.revoked().content()));
  }

  private static SortedMap<String, String> single(String value) {
    return by(List.of(value), one -> "", one -> one);
  }

  private static SortedMap<String, String> revoked(Collection<?> names) {
    return by(names, Object::toString, name -> "");
  }

  private static <T> SortedMap<String, String> by(
      Collection<T> all, Function<T, String> name, Function<T, String> value) {
    return all.stream().collect(Collectors.toMap(name, value, (some, more) -> some, TreeMap::new));
  }

  private static String role(Role role) {
    return role.threshold() + " of " + String.join(", ", role.signers());
  }

  private static String chain(Chain chain) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chain.certificates().forEach(all::writeBytes);
    return Digest.of(all.toByteArray()).toString();
  }
}
