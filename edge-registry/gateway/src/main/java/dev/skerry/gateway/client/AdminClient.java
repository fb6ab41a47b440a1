package dev.skerry.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.Progress;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import dev.skerry.format.json.JsonValue;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.gateway.origin.Callers;
import dev.skerry.gateway.setup.AdminToken;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.PrivateFiles;
import dev.skerry.site.ImportRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The admin API of a running service. {@link HttpURLConnection}, because a command that lives for
 * half a second should not start the JDK's newer client with its threads.
 */
public final class AdminClient implements Access {
  private static final int LIMIT = 16 << 20;
  private static final int CONNECT_MILLIS = 2_000;

  /** Longer than the service itself waits for a stick. */
  private static final int READ_MILLIS = 90_000;

  private final String address;
  private final AdminToken token;

  private AdminClient(String address, AdminToken token) {
    this.address = address;
    this.token = token;
  }

  /**
   * The service of a data folder; empty when it does not run. What listens at its address is shown
   * the token only when it belongs to the owner of the token, or to root: the address of a service
   * that has ended is free for every program of this machine.
   */
  public static Optional<Access> running(DataFolder data) {
    Optional<String> address =
        PrivateFiles.read(data.adminAddress()).map(bytes -> new String(bytes, UTF_8).strip());
    return address
        .filter(found -> answers(found, data))
        .map(found -> new AdminClient(found, AdminToken.of(data)));
  }

  private static boolean answers(String address, DataFolder data) {
    URI uri = URI.create("http://" + address);
    InetSocketAddress service = new InetSocketAddress(uri.getHost(), uri.getPort());
    try (Socket socket = new Socket()) {
      socket.connect(service, CONNECT_MILLIS);
      return ours(Callers.real().listening(service), data);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean ours(Set<Long> listening, DataFolder data) throws IOException {
    Path token = data.token();
    if (!token.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return true;
    }
    long owner = ((Number) Files.getAttribute(token, "unix:uid")).longValue();
    return listening.stream().allMatch(uid -> uid == owner || uid == 0);
  }

  @Override
  public byte[] report(String name) {
    HttpURLConnection connection = open(name);
    try (InputStream in = body(connection)) {
      return in.readNBytes(LIMIT);
    } catch (IOException e) {
      throw away(e);
    } finally {
      connection.disconnect();
    }
  }

  @Override
  public byte[] importFrom(ImportRequest wanted, Progress progress) {
    return followed(
        "imports",
        asking()
            .strings("paths", texts(wanted.sources()))
            .strings("permits", texts(wanted.permits())),
        progress);
  }

  @Override
  public byte[] scrub(Progress progress) {
    return followed("scrubs", asking(), progress);
  }

  private byte[] followed(String name, JsonText request, Progress progress) {
    HttpURLConnection connection = open(name);
    try {
      post(connection, request.bytes());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(body(connection), UTF_8))) {
        return follow(lines, progress);
      }
    } catch (IOException e) {
      throw away(e);
    } finally {
      connection.disconnect();
    }
  }

  @Override
  public byte[] goBack(Path permit) {
    return answer("active", asking().put("permit", permit.toString()));
  }

  @Override
  public byte[] rotateKey() {
    return answer("key", asking());
  }

  private byte[] answer(String name, JsonText request) {
    HttpURLConnection connection = open(name);
    try {
      post(connection, request.bytes());
      try (InputStream in = body(connection)) {
        return in.readNBytes(LIMIT);
      }
    } catch (IOException e) {
      throw away(e);
    } finally {
      connection.disconnect();
    }
  }

  /** A request that says who called sudo; the user of this process the service finds out itself. */
  private static JsonText asking() {
    JsonText request = JsonText.object();
    Optional.ofNullable(System.getenv(Caller.SUDO_USER))
        .ifPresent(who -> request.put("sudoUser", who));
    return request;
  }

  private static void post(HttpURLConnection connection, byte[] request) throws IOException {
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(request.length);
    connection.getOutputStream().write(request);
  }

  private static List<String> texts(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }

  private byte[] follow(BufferedReader lines, Progress progress) throws IOException {
    long done = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Fields fields = fields(line.getBytes(UTF_8));
      throwProblem(fields);
      Optional<Fields> step = fields.optionalObject("progress");
      if (step.isPresent()) {
        progress.total(step.get().number("total"));
        progress.item(step.get().text("item"));
        progress.waits(Duration.ofSeconds(step.get().optionalNumber("silence").orElse(0)));
        progress.advance(step.get().number("done") - done);
        done = step.get().number("done");
      } else if (fields.has("result")) {
        return result(line);
      }
    }
    throw new SkerryException(GatewayError.AWAY, address, "the service ended in the middle of it");
  }

  /** The object of {@code {"result":…}} as it was written. */
  private static byte[] result(String line) {
    return line.substring("{\"result\":".length(), line.length() - 1).getBytes(UTF_8);
  }

  private HttpURLConnection open(String name) {
    try {
      URI uri = URI.create("http://" + address + "/admin/v1/" + name);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      connection.setRequestProperty("Authorization", token.header());
      return connection;
    } catch (IOException e) {
      throw away(e);
    }
  }

  private InputStream body(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
      return connection.getInputStream();
    }
    try (InputStream in = connection.getErrorStream()) {
      throwProblem(fields(in == null ? new byte[0] : in.readNBytes(LIMIT)));
    }
    throw new SkerryException(
        GatewayError.REQUEST, address, "answers " + connection.getResponseCode());
  }

  private Fields fields(byte[] json) {
    JsonValue.Obj object = JsonReader.lenient(json, GatewayError.REQUEST, address);
    return Fields.of(object, "", GatewayError.REQUEST);
  }

  private static void throwProblem(Fields fields) {
    fields
        .optionalObject("problem")
        .ifPresent(problem -> {
          throw new SkerryException(ProblemJson.read(problem));
        });
  }

  private SkerryException away(IOException e) {
    return new SkerryException(GatewayError.AWAY, address, "does not answer: " + e, e);
  }

  @Override
  public void close() {}
}
