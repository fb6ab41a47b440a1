package dev.skerry.gateway.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.Reference;
import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.rollout.Journal;
import dev.skerry.site.NotTaken;
import dev.skerry.site.Receipts;
import dev.skerry.site.SiteError;
import dev.skerry.store.BadBlob;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.SiteState;
import dev.skerry.store.SiteState.BundleRow;
import dev.skerry.store.SiteState.SiteRow;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The reports, each a JSON object; {@code --json} prints them as they are. */
public final class Reports {
  private static final String RECEIPT = "receipts/";
  private static final String LOG = "log/";
  private static final int PAGE = 1_000;

  private final EmbeddedStore store;
  private final Optional<SiteSources> site;
  private final Supplier<String> registry;

  /**
   * Reports about a store.
   *
   * @param site what a site has and a depot has not
   * @param registry where the registry listens now, empty while it does not
   */
  public Reports(EmbeddedStore store, Optional<SiteSources> site, Supplier<String> registry) {
    this.store = store;
    this.site = site;
    this.registry = registry;
  }

  /** What a site has beside its store. */
  public record SiteSources(SiteRow row, Journal plans, Receipts receipts, Attention attention) {}

  /**
   * A report by its name: {@code status}, {@code bundles}, {@code plans}, {@code node}, {@code
   * receipts/N} or {@code receipts/last}, {@code log/N}: the log's entries from N on.
   */
  public byte[] of(String name) {
    if (name.startsWith(RECEIPT)) {
      return sources().receipts().read(number(name.substring(RECEIPT.length())));
    }
    if (name.startsWith(LOG)) {
      return log(name.substring(LOG.length()));
    }
    return switch (name) {
      case "status" -> status();
      case "bundles" ->
          JsonText.object()
              .allObjects("bundles", store.state().bundles(sources().row().key()), this::bundle)
              .bytes();
      case "node" -> node();
      case "plans" ->
          JsonText.object()
              .allObjects("plans", sources().plans().current(), PlanJson::write)
              .bytes();
      default -> throw new SkerryException(GatewayError.REQUEST, name, "is no report");
    };
  }

  private long number(String text) {
    OptionalLong last = store.state().lastReceipt();
    if (text.equals("last") && last.isPresent()) {
      return last.getAsLong();
    }
    if (!text.matches("[0-9]{1,15}")) {
      throw new SkerryException(
          SiteError.NO_RECEIPT,
          "receipt " + text,
          last.isEmpty() ? "is not there: none was issued yet" : "is no receipt's number");
    }
    return Long.parseLong(text);
  }

  /** Each entry is a text, because its bytes are what is hashed. */
  private byte[] log(String from) {
    if (!from.matches("[1-9][0-9]{0,14}")) {
      throw new SkerryException(GatewayError.REQUEST, LOG + from, "is no number of an entry");
    }
    List<String> entries =
        store.log().read(Long.parseLong(from), PAGE).stream()
            .map(entry -> new String(entry.json(), UTF_8))
            .toList();
    return JsonText.object().strings("entries", entries).bytes();
  }

  private SiteSources sources() {
    return site.orElseThrow(() ->
        new SkerryException(
            GatewayError.DEPOT, store.data().toString(), "is a depot: it has no bundles"));
  }

  private byte[] status() {
    JsonText json = JsonText.object().put("kind", site.isPresent() ? "site" : "depot");
    if (!registry.get().isEmpty()) {
      json.put("registry", registry.get());
    }
    json.put("data", store.data().toString()).put("usableBytes", store.blobs().usableSpace());
    site.ifPresentOrElse(
        s -> siteMembers(json, s),
        () ->
            json.allObjects(
                "attention", BadBlob.problems(store.scrub().bad()), ProblemJson::write));
    return json.bytes();
  }

  private byte[] node() {
    NavigableSet<String> hosts = new TreeSet<>();
    List<String> page = store.catalog().repositories(Optional.empty(), PAGE);
    while (!page.isEmpty()) {
      page.stream()
          .map(name -> name.substring(0, Math.max(0, name.indexOf('/'))))
          .filter(Reference::isHost)
          .forEach(hosts::add);
      page = store.catalog().repositories(Optional.of(page.getLast()), PAGE);
    }
    JsonText json = JsonText.object();
    if (!registry.get().isEmpty()) {
      json.put("registry", registry.get());
    }
    return json.strings("hosts", List.copyOf(hosts)).bytes();
  }

  private void siteMembers(JsonText json, SiteSources sources) {
    SiteState state = store.state();
    SiteRow row = sources.row();
    json.put("site", row.id())
        .put("product", row.key().product())
        .put("channel", row.key().channel())
        .object("labels", labels -> row.labels().forEach(labels::put))
        .strings("groups", row.groups())
        .put("floor", Times.text(state.floor(row.key())));
    Attention.root(store, row.key()).ifPresent(root -> json.object("root", r -> root(r, root)));
    state.active(row.key()).ifPresent(active -> json.object("active", b -> bundle(b, active)));
    state.accepted(row.key()).ifPresent(last -> json.object("accepted", a -> accepted(a, last)));
    NotTaken.of(store.log()).ifPresent(not -> json.object("notTaken", n -> notTaken(n, not)));
    json.put("bundles", state.bundles(row.key()).size())
        .allObjects("plans", sources.plans().current(), PlanJson::write);
    state.lastReceipt().ifPresent(last -> json.put("lastReceipt", last));
    json.allObjects("attention", sources.attention().problems(), ProblemJson::write);
  }

  private static void accepted(JsonText json, Accepted last) {
    json.put("epoch", last.epoch())
        .put("sequence", last.sequence())
        .put("statement", last.statement().toString());
  }

  private static void notTaken(JsonText json, NotTaken not) {
    json.put("bundle", not.bundle())
        .put("time", Times.text(not.time()))
        .put("code", not.code())
        .put("reason", not.reason());
  }

  private static void root(JsonText json, RootDocument root) {
    json.put("version", root.version())
        .put("epoch", root.epoch())
        .put("expires", Times.text(root.expires()));
  }

  private void bundle(JsonText json, BundleRow row) {
    json.put("name", row.name())
        .put("epoch", row.epoch())
        .put("sequence", row.sequence())
        .put("statement", row.statement().toString())
        .put("issued", Times.text(row.issued()))
        .put("imported", Times.text(row.imported()))
        .put("bytes", row.content());
  }
}
