package dev.skerry.gateway.service;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.format.oci.Manifests;
import dev.skerry.gateway.report.Attention;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.plans.NamedImage;
import dev.skerry.rollout.BundledPlan;
import dev.skerry.rollout.Revocations;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.SiteState.BundleRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the newest root document revoked of that which is held (format section 6): no plan that
 * names it starts, and where the site asks for that, it is not served either.
 */
final class RevokedContent {
  private final EmbeddedStore store;
  private final ChannelKey key;
  private volatile Served last = new Served(0, Optional.empty(), Set.of());

  RevokedContent(EmbeddedStore store, ChannelKey key) {
    this.store = store;
    this.key = key;
  }

  /**
   * What is not to be served.
   *
   * @param root version of the root document that it follows from
   * @param accepted the statement accepted last then
   */
  private record Served(long root, Optional<Digest> accepted, Set<Digest> digests) {}

  /** Why a digest is not served; empty where it is. For sites that refuse what was revoked. */
  Optional<String> against(Digest digest) {
    Optional<RootDocument> root = Attention.root(store, key);
    return root.filter(newest -> notServed(newest).contains(digest))
        .map(newest -> "was revoked by root " + newest.version());
  }

  private Set<Digest> notServed(RootDocument root) {
    Optional<Digest> accepted = store.state().accepted(key).map(a -> a.statement());
    Served known = last;
    if (known.root() != root.version() || !known.accepted().equals(accepted)) {
      known = new Served(root.version(), accepted, digests(root));
      last = known;
    }
    return known.digests();
  }

  /** Of a revoked bundle that which no other bundle brings. */
  private Set<Digest> digests(RootDocument root) {
    Predicate<BundleRow> revoked = row -> root.revoked().bundles().contains(row.statement());
    Set<Digest> digests = new HashSet<>(content(revoked));
    digests.removeAll(content(revoked.negate()));
    digests.addAll(root.revoked().content());
    return Set.copyOf(digests);
  }

  private List<Digest> content(Predicate<BundleRow> which) {
    return store.state().bundles(key).stream()
        .filter(which)
        .flatMap(row -> statement(row).content().stream().map(Content::digest))
        .toList();
  }

  private static Statement statement(BundleRow row) {
    return Statement.of(Envelope.parse(row.envelope(), row.name()));
  }

  /** What of the active bundle was revoked, for whoever looks at the site's status. */
  List<Problem> problems() {
    Optional<RootDocument> root = Attention.root(store, key);
    Optional<BundleRow> active = store.state().active(key);
    return root.isPresent() && active.isPresent() ? problems(root.get(), active.get()) : List.of();
  }

  private List<Problem> problems(RootDocument root, BundleRow active) {
    List<Problem> found = new ArrayList<>();
    if (root.revoked().bundles().contains(active.statement())) {
      found.add(problem(active.name(), "is active and was revoked by root " + root.version()));
    }
    Set<Digest> revoked = Set.copyOf(root.revoked().content());
    if (revoked.isEmpty()) {
      return found;
    }
    for (Content content : statement(active).content()) {
      held(Descriptor.of(content.mediaType(), content.digest(), 0)).stream()
          .filter(revoked::contains)
          .map(digest -> "is held, and root %d revoked %s".formatted(root.version(), digest))
          .forEach(reason -> found.add(problem(content.reference(), reason)));
    }
    return found;
  }

  private static Problem problem(String item, String reason) {
    return new SkerryException(GatewayError.REVOKED_HELD, item, reason).problem();
  }

  /** What speaks against the plans of a bundle now. */
  Revocations of(BundleRow bundle) {
    Optional<RootDocument> root = Attention.root(store, key);
    Statement statement = statement(bundle);
    return (plan, images) ->
        root.flatMap(newest -> against(newest, bundle, statement, plan, images));
  }

  private Optional<String> against(
      RootDocument root,
      BundleRow bundle,
      Statement statement,
      BundledPlan plan,
      List<NamedImage> images) {
    if (root.revoked().bundles().contains(bundle.statement())) {
      return Optional.of("%s was revoked by root %d".formatted(bundle.name(), root.version()));
    }
    Set<Digest> revoked = Set.copyOf(root.revoked().content());
    if (held(Descriptor.of(MediaTypes.OCI_MANIFEST, plan.digest(), 0)).stream()
        .anyMatch(revoked::contains)) {
      return Optional.of("was revoked by root " + root.version());
    }
    return HeldImages.pulled(statement, images).stream()
        .filter(image -> names(image, statement, revoked))
        .map(image ->
            "%s (%s) was revoked by root %d"
                .formatted(image.image(), image.field(), root.version()))
        .findFirst();
  }

  private boolean names(NamedImage image, Statement statement, Set<Digest> revoked) {
    return revoked.stream().anyMatch(digest -> image.image().endsWith("@" + digest))
        || statement.content().stream()
            .filter(content -> content.reference().equals(image.image()))
            .flatMap(
                content -> held(Descriptor.of(content.mediaType(), content.digest(), 0)).stream())
            .anyMatch(revoked::contains);
  }

  /** A manifest and all that it leads to, as far as it is held. */
  private Set<Digest> held(Descriptor top) {
    Set<Digest> found = new LinkedHashSet<>();
    List<Descriptor> waiting = new ArrayList<>(List.of(top));
    while (!waiting.isEmpty()) {
      Descriptor next = waiting.removeLast();
      if (found.add(next.digest()) && store.blobs().holds(next.digest())) {
        links(next, found, waiting);
      }
    }
    return found;
  }

  private void links(Descriptor manifest, Set<Digest> found, List<Descriptor> waiting) {
    try {
      byte[] bytes = new BlobBytes(store.blobs()).apply(manifest.digest());
      switch (Manifests.parse(bytes, manifest.mediaType(), manifest.digest().toString())) {
        case ManifestDocument.Index index -> waiting.addAll(index.manifests());
        case ManifestDocument.Image image -> {
          found.add(image.config().digest());
          image.layers().forEach(layer -> found.add(layer.digest()));
        }
      }
    } catch (SkerryException e) {
      // What is damaged is found by whoever pulls it; its own digest was looked at.
    }
  }
}
