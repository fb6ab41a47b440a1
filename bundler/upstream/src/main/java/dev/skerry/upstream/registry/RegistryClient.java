package dev.skerry.upstream.registry;

import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Requests to one repository: authorised, tried again, failures in words. */
final class RegistryClient {
  private static final int LOGINS = 2;
  private static final long SECOND = 1_000;

  private final Endpoint endpoint;
  private final Transport transport;
  private final Authorizer authorizer;
  private final Persistence persistence;
  private final Failures.Trusted trusted;

  RegistryClient(
      Endpoint endpoint,
      Transport transport,
      Authorizer authorizer,
      Persistence persistence,
      Failures.Trusted trusted) {
    this.endpoint = endpoint;
    this.transport = transport;
    this.authorizer = authorizer;
    this.persistence = persistence;
    this.trusted = trusted;
  }

  /** What to do with an answer while its body is on the line. */
  interface Use<T> {
    T of(Answer answer) throws IOException;
  }

  /** The headers of the next attempt. */
  interface Headers {
    Map<String, String> next();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /**
   * A GET, as often as it takes.
   *
   * @param what it is for, for messages
   * @param progress how far the use has come, so that a transfer that moves is never given up
   */
  <T> T get(String what, URI uri, Headers headers, LongSupplier progress, Use<T> use) {
    try {
      return persistence.run(
          () -> {
            try (Answer answer = authorised(uri, headers.next())) {
              refuseBusy(answer);
              return use.of(answer);
            }
          },
          progress);
    } catch (IOException e) {
      throw Failures.network(endpoint, what, e, trusted);
    }
  }

  /** An answer that the caller cannot use. */
  SkerryException refuse(String what, Answer answer) throws IOException {
    return Failures.status(endpoint, what, answer);
  }

  private Answer authorised(URI uri, Map<String, String> headers) throws IOException {
    boolean home = Transport.sameOrigin(uri, endpoint.uri(""));
    for (int login = 0; ; login++) {
      Optional<String> authorization = home ? authorizer.header() : Optional.empty();
      Map<String, String> sent = new TreeMap<>(headers);
      authorization.ifPresent(value -> sent.put("Authorization", value));
      Answer answer = transport.get(uri, sent);
      boolean ours = home && Transport.sameOrigin(uri, answer.uri());
      if (answer.status() != 401 || !ours || login == LOGINS) {
        return answer;
      }
      try (answer) {
        authorizer.answer(answer, authorization);
      }
    }
  }

  private static void refuseBusy(Answer answer) throws IOException {
    if (answer.status() == 429 || answer.status() >= 500) {
      throw new Persistence.Busy(
          ("the registry answers " + answer.status() + " " + answer.excerpt()).strip(),
          retryAfter(answer));
    }
  }

  /** Only seconds: a date would need the registry's clock to agree with ours. */
  private static long retryAfter(Answer answer) {
    String seconds = answer.header("Retry-After").orElse("0");
    return seconds.matches("[0-9]{1,5}") ? Long.parseLong(seconds) * SECOND : 0;
  }
}
