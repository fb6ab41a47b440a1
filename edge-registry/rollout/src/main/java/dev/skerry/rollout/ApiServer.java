package dev.skerry.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The two requests that the roll-out sends. fabric8 reads the kubeconfig and gives authentication,
 * TLS and transport; the YAML goes to the server as it stands in the bundle, because every client
 * side conversion has its own idea of {@code 0644} and {@code on}.
 */
final class ApiServer implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 15_000;

  /** Shorter than what lies between two attempts to roll out. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final String APPLY = "?fieldManager=skerry&force=true&fieldValidation=Strict";

  private static final String UNTYPED = "failed to create typed patch object";

  private final KubernetesClient client;
  private volatile Optional<Silence> silence = Optional.empty();

  /** It did not answer at that time of the monotonic clock, in nanoseconds. */
  private record Silence(long since, String reason) {
    boolean lasts() {
      return System.nanoTime() - since < SILENCE.toNanos();
    }
  }

  private ApiServer(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Reads a kubeconfig; nothing is sent yet.
   *
   * @throws SkerryException {@link RolloutError#KUBECONFIG}
   */
  static ApiServer of(Path kubeconfig) {
    if (!Files.isReadable(kubeconfig)) {
      throw new SkerryException(
          RolloutError.KUBECONFIG, kubeconfig.toString(), "is not there or cannot be read");
    }
    try {
      Config config =
          new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
              .withRequestRetryBackoffLimit(0)
              .withConnectionTimeout(CONNECT_MILLIS)
              .withRequestTimeout(REQUEST_MILLIS)
              .build();
      return new ApiServer(new KubernetesClientBuilder().withConfig(config).build());
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new SkerryException(
          RolloutError.KUBECONFIG, kubeconfig.toString(), "is no usable kubeconfig", e);
    }
  }

  /** The server's address. */
  String address() {
    return client.getMasterUrl().toString();
  }

  /** The namespace of objects that name none, as for kubectl. */
  String namespace() {
    return Optional.ofNullable(client.getNamespace()).orElse("default");
  }

  /** Reads an object. */
  Reply get(String path) throws NotNow {
    return send(request(path).build());
  }

  /** Applies one YAML document as field manager {@code skerry}, strictly validated. */
  Reply apply(String path, String yaml) throws NotNow {
    return send(request(path + APPLY).patch("application/apply-patch+yaml", yaml).build());
  }

  private HttpRequest.Builder request(String path) {
    HttpClient http = client.getHttpClient();
    return http.newHttpRequestBuilder()
        .uri(client.getMasterUrl().toString().replaceFirst("/$", "") + path);
  }

  /** One import asks for each plan and for the nodes: only the first waits for a silent server. */
  private Reply send(HttpRequest request) throws NotNow {
    Optional<Silence> lasting = silence.filter(Silence::lasts);
    if (lasting.isPresent()) {
      throw new NotNow(lasting.get().reason());
    }
    try {
      var response =
          client
              .getHttpClient()
              .sendAsync(request, byte[].class)
              .get(CONNECT_MILLIS + REQUEST_MILLIS, TimeUnit.MILLISECONDS);
      return new Reply(response.code(), response.body());
    } catch (ExecutionException e) {
      throw silent("does not answer: " + e.getCause());
    } catch (TimeoutException e) {
      throw silent("does not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotNow("the gateway is stopping");
    }
  }

  private NotNow silent(String how) {
    String reason = "the API server " + address() + " " + how;
    silence = Optional.of(new Silence(System.nanoTime(), reason));
    return new NotNow(reason);
  }

  @Override
  public void close() {
    client.close();
  }

  /** An answer. */
  record Reply(int code, byte[] body) {
    boolean done() {
      return code == 200 || code == 201;
    }

    boolean absent() {
      return code == 404;
    }

    /**
     * Whether the object itself is at fault: repeating does not help. An unknown field of an apply
     * comes back as 500 (seen at 1.36.3).
     */
    boolean invalid() {
      return code == 400 || code == 422 || code == 500 && message().contains(UNTYPED);
    }

    /** The object as JSON. */
    Fields fields(String item) {
      return Fields.of(
          JsonReader.lenient(body, RolloutError.REFUSED_BY_CLUSTER, item),
          item,
          RolloutError.REFUSED_BY_CLUSTER);
    }

    /** What the server says about a failure. */
    String message() {
      try {
        return code + " " + fields("answer").optionalText("message").orElse("");
      } catch (SkerryException e) {
        return code + " " + new String(body, 0, Math.min(body.length, 200), UTF_8);
      }
    }
  }
}
