package dev.skerry.gateway.service;

import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.gateway.origin.Callers;
import dev.skerry.gateway.setup.GatewayError;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The admin API below {@code /admin/v1}: reports by GET; imports, going back, scrubs and a change
 * of the gateway's key by POST. Every request passes the guard first; every failure is a problem as
 * JSON.
 */
final class AdminRoutes implements HttpService {
  static final String JSON = "application/json";
  private static final String BASE = "/admin/v1/";
  private static final Map<String, Integer> STATUS =
      Map.of(
          GatewayError.TOKEN.code(), 401,
          GatewayError.FOREIGN.code(), 403,
          GatewayError.REQUEST.code(), 400);

  private final AdminGuard guard;
  private final RefusedCalls refused;
  private final Callers callers;
  private final Function<String, byte[]> reports;
  private final Optional<ImportRoute> imports;
  private final Scrubber scrubber;
  private final FollowedWork scrubs;

  /**
   * The routes.
   *
   * @param refused told of the calls that the guard refuses
   * @param imports what a site offers and a depot does not
   * @param stopping whether the service ends
   */
  AdminRoutes(
      AdminGuard guard,
      RefusedCalls refused,
      Callers callers,
      Function<String, byte[]> reports,
      Optional<ImportRoute> imports,
      Scrubber scrubber,
      BooleanSupplier stopping) {
    this.guard = guard;
    this.refused = refused;
    this.callers = callers;
    this.reports = reports;
    this.imports = imports;
    this.scrubber = scrubber;
    this.scrubs = new FollowedWork("scrub", "what was looked at is kept", stopping);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any(this::handle);
  }

  private void handle(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    try {
      check(request);
      route(request, response);
    } catch (SkerryException e) {
      Problem problem = e.problem();
      response.status(STATUS.getOrDefault(problem.code(), 500));
      response.header(HeaderNames.CONTENT_TYPE, JSON);
      response.send(
          JsonText.object().object("problem", p -> ProblemJson.write(p, problem)).bytes());
    }
  }

  private void check(ServerRequest request) {
    try {
      guard.check(request);
    } catch (SkerryException e) {
      refused.note(e.problem().code(), () -> caller(request));
      throw e;
    }
  }

  private Caller caller(ServerRequest request) {
    return callers.peer(request.remotePeer().address(), request.localPeer().address());
  }

  private void route(ServerRequest request, ServerResponse response) {
    String path = request.prologue().uriPath().rawPath();
    String name = path.startsWith(BASE) ? path.substring(BASE.length()) : "";
    Method method = request.prologue().method();
    if (method.equals(Method.POST) && name.equals("imports")) {
      site().handle(caller(request), request, response);
    } else if (method.equals(Method.POST) && name.equals("active")) {
      site().activate(caller(request), request, response);
    } else if (method.equals(Method.POST) && name.equals("scrubs")) {
      Caller asks = ImportRoute.claiming(caller(request), ImportRoute.body(request));
      scrubs.answer(progress -> scrubber.now(asks, progress)::write, response);
    } else if (method.equals(Method.POST) && name.equals("key")) {
      imports.orElseThrow(KeyRotation::noKey).rotateKey(caller(request), request, response);
    } else if (method.equals(Method.GET)) {
      byte[] report = reports.apply(name);
      response.header(HeaderNames.CONTENT_TYPE, JSON).send(report);
    } else {
      throw new SkerryException(GatewayError.REQUEST, method.text() + " " + path, "is not offered");
    }
  }

  private ImportRoute site() {
    return imports.orElseThrow(() ->
        new SkerryException(GatewayError.DEPOT, "import", "this is a depot: it takes no bundles"));
  }
}
