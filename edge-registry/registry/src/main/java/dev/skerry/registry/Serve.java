package dev.skerry.registry;

import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.store.BlobStore;
import dev.skerry.store.Catalog;
import dev.skerry.store.Disk;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Step 9, serve: the OCI distribution API 1.1. The gateway mounts it and adds its own routes beside
 * it on the same listener:
 *
 * <pre>{@code
 * WebServer.builder()
 *     .update(s -> RegistryListener.apply(settings, s))  // limits, no encodings, HTTP/1.1
 *     .host(...).port(...)
 *     .tls(RegistryTls.of(chain, key))                   // where configured
 *     .routing(r -> r.register("/v2", routes).get("/healthz", ...))
 *     .putSocket("admin", ...)
 * }</pre>
 */
public final class Serve implements HttpService {
  private static final HeaderName API_VERSION =
      HeaderNames.create("Docker-Distribution-Api-Version");
  private static final HeaderName NAMESPACE = HeaderNames.create("OCI-Namespace");

  private final RegistryMetrics metrics;
  private final NodeLimit nodes;
  private final Manifests manifests;
  private final Blobs blobs;
  private final Lists lists;
  private final Optional<Push> push;

  /**
   * A registry over what the catalog shows.
   *
   * @param disk where uploads are written, in a depot
   * @param clock by which uploads grow old
   */
  public Serve(
      RegistrySettings settings,
      Catalog catalog,
      BlobStore store,
      RegistryMetrics metrics,
      Disk disk,
      InstantSource clock) {
    HeldContent held = new HeldContent(store, settings.withheld());
    this.metrics = metrics;
    this.nodes = new NodeLimit(settings.requestsPerNode());
    this.manifests = new Manifests(catalog, held);
    this.blobs = new Blobs(catalog, held);
    this.lists = new Lists(catalog);
    this.push =
        settings.push()
            ? Optional.of(push(settings, catalog, store, disk, clock))
            : Optional.empty();
  }

  private Push push(
      RegistrySettings settings, Catalog catalog, BlobStore store, Disk disk, InstantSource clock) {
    Uploads uploads = new Uploads(settings.uploads(), disk, clock, UUID::randomUUID);
    return new Push(
        new BlobPush(catalog, store, uploads, metrics, settings.reserve()),
        new ManifestPush(catalog, store, uploads, settings.reserve()));
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any(this::handle);
  }

  private void handle(ServerRequest request, ServerResponse response) {
    long begun = System.nanoTime();
    String node = request.remotePeer().host();
    boolean admitted = nodes.enter(node);
    try {
      Call call = new Call(request);
      Routed routed = admitted ? route(request.prologue().uriPath().rawPath(), call) : busy(node);
      send(request, response, call, routed);
      metrics.ended(
          routed.route(),
          routed.answer().status(),
          call.head() ? 0 : routed.answer().body().length(),
          System.nanoTime() - begun);
      finish(request, call);
    } finally {
      nodes.leave(node);
    }
  }

  private record Routed(String route, Answer answer) {}

  private static Routed busy(String node) {
    return new Routed(
        "other", Errors.answer(RegistryError.TOO_MANY, node, "has too many requests under way"));
  }

  private Routed route(String path, Call call) {
    String route = "other";
    try {
      OciRequest oci = OciRequest.parse(path);
      route = oci.route();
      return new Routed(route, answer(oci, call));
    } catch (SkerryException e) {
      return new Routed(route, Errors.answer(e.problem()));
    }
  }

  private Answer answer(OciRequest oci, Call call) {
    Optional<String> ns = Namespaces.of(call);
    Answer answer = call.reads() ? read(oci, ns, call) : write(oci, call);
    return ns.isPresent() ? answer.with(NAMESPACE, ns.get()) : answer;
  }

  private Answer read(OciRequest oci, Optional<String> ns, Call call) {
    return switch (oci) {
      case OciRequest.Ping p -> Answer.of(Errors.JSON, JsonText.object().bytes());
      case OciRequest.Repositories r -> lists.repositories(call);
      case OciRequest.Manifest m -> manifests.get(m, ns, call);
      case OciRequest.Blob b -> blobs.get(b, ns, call);
      case OciRequest.Tags t -> lists.tags(t, ns, call);
      case OciRequest.Referrers r -> lists.referrers(r, ns, call);
      case OciRequest.StartUpload s -> write(oci, call);
      case OciRequest.Upload u -> write(oci, call);
    };
  }

  private Answer write(OciRequest oci, Call call) {
    return push.map(open -> open.answer(oci, call)).orElseGet(() -> closed(oci, call));
  }

  private static Answer closed(OciRequest oci, Call call) {
    boolean deletes = call.method().equals("DELETE");
    return Errors.answer(
            deletes ? RegistryError.METHOD : RegistryError.PUSH_OFF,
            call.method() + " " + oci.route(),
            deletes ? "is not offered here" : "is not open here: this registry takes no pushes")
        .with(HeaderNames.ALLOW, "GET, HEAD");
  }

  private static void send(
      ServerRequest request, ServerResponse response, Call call, Routed routed) {
    response.header(API_VERSION, "registry/2.0");
    if (call.unread()) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    Sender.send(request, response, routed.answer(), call.head());
  }

  /**
   * Closes the connection where the client wants it or where a body was not read: Helidon 4.5.0
   * leaves the first open and would read the second as the next request.
   */
  private static void finish(ServerRequest request, Call call) {
    boolean unread = call.unread();
    if (unread) {
      call.drain();
    }
    if (unread || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("the answer was the last one on this connection");
    }
  }
}
