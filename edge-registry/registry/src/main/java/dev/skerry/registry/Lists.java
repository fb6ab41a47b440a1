package dev.skerry.registry;

import dev.skerry.format.Descriptor;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.store.Catalog;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Discovery: tags (end-8), repositories, referrers (end-12). */
final class Lists {
  private static final int PAGE = 1_000;
  private static final HeaderName FILTERS = HeaderNames.create("OCI-Filters-Applied");
  private final Catalog catalog;

  Lists(Catalog catalog) {
    this.catalog = catalog;
  }

  Answer tags(OciRequest.Tags request, Optional<String> ns, Call call) {
    int n = pageSize(call);
    Optional<String> last = call.query("last");
    Catalog.Tags page = catalog.tags(ns, request.repository(), last, Math.max(n, 1));
    if (!page.known()) {
      throw new SkerryException(
          RegistryError.NAME_UNKNOWN, request.repository(), "is a repository that is not here");
    }
    List<String> tags = n == 0 ? List.of() : page.tags();
    JsonText body = JsonText.object().put("name", request.repository());
    Answer answer = Answer.of(Errors.JSON, strings(body, "tags", tags).bytes());
    return n > 0 && page.more()
        ? answer.with(HeaderNames.LINK, next(request.repository() + "/tags/list", n, tags, ns))
        : answer;
  }

  Answer repositories(Call call) {
    int n = pageSize(call);
    List<String> found = catalog.repositories(call.query("last"), n + 1);
    List<String> page = found.subList(0, Math.min(n, found.size()));
    Answer answer =
        Answer.of(Errors.JSON, strings(JsonText.object(), "repositories", page).bytes());
    return n > 0 && found.size() > n
        ? answer.with(HeaderNames.LINK, next("_catalog", n, page, Optional.empty()))
        : answer;
  }

  /** Never 404: a subject that nobody refers to, or that is not here, has an empty list. */
  Answer referrers(OciRequest.Referrers request, Optional<String> ns, Call call) {
    Optional<String> type = call.query("artifactType").filter(text -> !text.isEmpty());
    List<Descriptor> found =
        catalog.referrers(ns, request.repository(), request.subject()).stream()
            .filter(d -> type.isEmpty() || d.artifactType().equals(type))
            .toList();
    byte[] index =
        JsonText.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_INDEX)
            .allObjects("manifests", found, Lists::descriptor)
            .bytes();
    Answer answer = Answer.of(MediaTypes.OCI_INDEX, index);
    return type.isPresent() ? answer.with(FILTERS, "artifactType") : answer;
  }

  private static void descriptor(JsonText json, Descriptor d) {
    json.put("mediaType", d.mediaType()).put("digest", d.digest().toString()).put("size", d.size());
    d.artifactType().ifPresent(type -> json.put("artifactType", type));
    if (!d.annotations().isEmpty()) {
      json.object("annotations", map -> d.annotations().forEach(map::put));
    }
  }

  private static int pageSize(Call call) {
    Optional<String> n = call.query("n");
    if (n.isEmpty()) {
      return PAGE;
    }
    if (!n.get().matches("[0-9]{1,18}")) {
      throw call.refuse(RegistryError.PAGE, "n", "is no page size");
    }
    return (int) Math.min(PAGE, Long.parseLong(n.get()));
  }

  private static String next(String path, int n, List<String> page, Optional<String> ns) {
    return "</v2/%s?n=%d&last=%s%s>; rel=\"next\""
        .formatted(
            path, n, encode(page.getLast()), ns.map(host -> "&ns=" + encode(host)).orElse(""));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonText strings(JsonText json, String name, List<String> values) {
    return values.isEmpty()
        ? json.allObjects(name, values, (item, value) -> {})
        : json.strings(name, values);
  }
}
