package dev.skerry.upstream.registry;

import com.google.cloud.tools.jib.api.Credential;
import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.registry.Credentials.Login;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code Authorization} header of one repository: none until the registry asks for one, then
 * Basic or a bearer token (distribution "auth/token.md"), kept until the registry refuses it.
 */
final class Authorizer {
  private final Endpoint endpoint;
  private final Transport transport;
  private final Credentials credentials;
  private Optional<String> header = Optional.empty();

  Authorizer(Endpoint endpoint, Transport transport, Credentials credentials) {
    this.endpoint = endpoint;
    this.transport = transport;
    this.credentials = credentials;
  }

  /** What to send now. */
  synchronized Optional<String> header() {
    return header;
  }

  /**
   * Answers a challenge; another thread may have done it already.
   *
   * @param used what the refused request had sent
   */
  synchronized void answer(Answer refused, Optional<String> used) throws IOException {
    if (!header.equals(used)) {
      return;
    }
    List<Challenge> challenges = Challenge.parse(refused.headers().allValues("WWW-Authenticate"));
    Optional<Login> login = credentials.find(endpoint.host());
    Optional<Challenge> bearer = first(challenges, "bearer");
    if (bearer.isPresent()) {
      header = Optional.of("Bearer " + token(bearer.get().parameters(), login));
    } else if (first(challenges, "basic").isPresent() && login.isPresent()) {
      String basic = basic(login.get().credential());
      if (used.equals(Optional.of(basic))) {
        throw unauthorized();
      }
      header = Optional.of(basic);
    } else {
      throw unauthorized();
    }
  }

  private static Optional<Challenge> first(List<Challenge> challenges, String scheme) {
    return challenges.stream().filter(c -> c.scheme().equals(scheme)).findFirst();
  }

  private String token(Map<String, String> parameters, Optional<Login> login) throws IOException {
    URI realm = realm(parameters);
    String query =
        "service="
            + encode(parameters.getOrDefault("service", endpoint.host()))
            + "&scope="
            + encode(
                parameters.getOrDefault("scope", "repository:" + endpoint.repository() + ":pull"));
    try (Answer answer = ask(realm, query, login)) {
      if (answer.status() == 401 || answer.status() == 403) {
        throw unauthorized();
      }
      if (answer.status() != 200) {
        throw Failures.status(endpoint, realm.toString(), answer);
      }
      return read(answer, realm);
    }
  }

  private Answer ask(URI realm, String query, Optional<Login> login) throws IOException {
    if (login.isPresent() && login.get().credential().isOAuth2RefreshToken()) {
      String secret = encode(login.get().credential().getPassword());
      return transport.post(
          realm, query + "&client_id=skerry&grant_type=refresh_token&refresh_token=" + secret);
    }
    URI uri = URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
    Map<String, String> headers =
        login.map(l -> Map.of("Authorization", basic(l.credential()))).orElse(Map.of());
    return transport.get(uri, headers);
  }

  private String read(Answer answer, URI realm) throws IOException {
    String item = "token of " + realm;
    Fields fields =
        Fields.of(
            JsonReader.lenient(answer.read(Limits.V1.plan()), UpstreamError.ANSWER, item),
            item,
            UpstreamError.ANSWER);
    return fields
        .optionalText("token")
        .or(() -> fields.optionalText("access_token"))
        .orElseThrow(() -> fields.refuse("token", "is missing"));
  }

  /** Where tokens are given; never a plain address for the password of an HTTPS registry. */
  private URI realm(Map<String, String> parameters) {
    String text = parameters.getOrDefault("realm", "");
    boolean usable =
        text.startsWith("https://") || endpoint.plainHttp() && text.startsWith("http://");
    if (!usable) {
      throw new SkerryException(
          UpstreamError.ANSWER,
          endpoint.toString(),
          "asks for a token from \"" + text + "\", which is no HTTPS address");
    }
    return URI.create(text);
  }

  private SkerryException unauthorized() {
    String tried =
        credentials
            .find(endpoint.host())
            .map(l -> "the login of " + l.credential().getUsername() + " from " + l.from())
            .orElse("no login; none for " + endpoint.host() + " in " + credentials.looked());
    return new SkerryException(
        UpstreamError.UNAUTHORIZED, endpoint.toString(), "answers 401; tried with " + tried);
  }

  private static String basic(Credential credential) {
    String both = credential.getUsername() + ":" + credential.getPassword();
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
