package dev.skerry.gateway.service;

import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.setup.AdminToken;
import dev.skerry.gateway.setup.GatewayError;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets only programs that know the token through, and no web page that a browser on the gateway
 * happens to show: a foreign name in Host means DNS rebinding, any Origin but ours another page.
 */
final class AdminGuard {
  private static final Pattern HOST =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?");
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  private final AdminToken token;

  AdminGuard(AdminToken token) {
    this.token = token;
  }

  /**
   * Checks a request.
   *
   * @throws SkerryException {@link GatewayError#FOREIGN} or {@link GatewayError#TOKEN}
   */
  void check(ServerRequest request) {
    String host = header(request, HeaderNames.HOST).orElse("");
    if (!HOST.matcher(host).matches()) {
      throw new SkerryException(GatewayError.FOREIGN, "Host", "is not an address of loopback");
    }
    Optional<String> origin = header(request, HeaderNames.ORIGIN);
    if (origin.isPresent() && !origin.get().equals("http://" + host)) {
      throw new SkerryException(GatewayError.FOREIGN, "Origin", "is another page");
    }
    Optional<String> site = header(request, FETCH_SITE);
    if (site.isPresent() && !site.get().equals("same-origin") && !site.get().equals("none")) {
      throw new SkerryException(GatewayError.FOREIGN, "Sec-Fetch-Site", "is another page");
    }
    if (!token.accepts(header(request, HeaderNames.AUTHORIZATION).orElse(""))) {
      throw new SkerryException(GatewayError.TOKEN, "Authorization", "has not the token");
    }
  }

  private static Optional<String> header(ServerRequest request, HeaderName name) {
    return request.headers().value(name);
  }
}
