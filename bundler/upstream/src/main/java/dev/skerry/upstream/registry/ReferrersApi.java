package dev.skerry.upstream.registry;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.manifest.Manifest;
import dev.skerry.upstream.manifest.RawManifest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists referrers: by the API with its pages, else by the fallback tag (end-12a and its schema).
 */
final class ReferrersApi {
  /** How registries answer that do not know the API. */
  private static final Set<Integer> UNSUPPORTED = Set.of(400, 404, 405, 406, 501);

  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

  private final RegistryClient client;
  private final Function<String, Optional<RawManifest>> tags;

  ReferrersApi(RegistryClient client, Function<String, Optional<RawManifest>> tags) {
    this.client = client;
    this.tags = tags;
  }

  /**
   * One page.
   *
   * @param next address of the page after it
   */
  private record Page(List<Descriptor> referrers, Optional<URI> next) {}

  List<Descriptor> of(Digest subject) {
    List<Descriptor> all = new ArrayList<>();
    Optional<URI> next = Optional.of(client.endpoint().uri("referrers/" + subject));
    for (int pages = 0; next.isPresent(); pages++) {
      Optional<Page> page = page(subject, next.get());
      if (page.isEmpty()) {
        return fallback(subject);
      }
      all.addAll(page.get().referrers());
      next = page.get().next();
      if (all.size() > Limits.V1.referrers() || pages > Limits.V1.referrers()) {
        throw tooMany(subject);
      }
    }
    return List.copyOf(all);
  }

  private Optional<Page> page(Digest subject, URI uri) {
    String what = "referrers of " + subject;
    return client.get(
        what,
        uri,
        () -> Map.of("Accept", MediaTypes.OCI_INDEX),
        () -> 0,
        answer -> {
          if (UNSUPPORTED.contains(answer.status())
              || answer.status() == 200 && !answer.mediaType().equals(MediaTypes.OCI_INDEX)) {
            return Optional.empty();
          }
          if (answer.status() != 200) {
            throw client.refuse(what, answer);
          }
          return Optional.of(read(answer, what));
        });
  }

  private Page read(Answer answer, String what) throws IOException {
    RawManifest raw = RawManifest.of(answer.mediaType(), answer.read(Limits.V1.manifest()));
    Matcher link = NEXT.matcher(answer.header("Link").orElse(""));
    return new Page(
        Manifest.parse(raw, client.endpoint() + " " + what).children(),
        link.find() ? Optional.of(answer.uri().resolve(link.group(1))) : Optional.empty());
  }

  private List<Descriptor> fallback(Digest subject) {
    List<Descriptor> found =
        tags.apply("sha256-" + subject.hex())
            .filter(raw -> MediaTypes.isIndex(raw.mediaType()))
            .map(raw -> Manifest.parse(raw, client.endpoint() + " referrers of " + subject))
            .map(Manifest::children)
            .orElse(List.of());
    if (found.size() > Limits.V1.referrers()) {
      throw tooMany(subject);
    }
    return found;
  }

  private SkerryException tooMany(Digest subject) {
    return new SkerryException(
        UpstreamError.TOO_MANY,
        client.endpoint() + "@" + subject,
        "has more than " + Limits.V1.referrers() + " referrers");
  }
}
