package dev.skerry.gateway.service;

import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.site.ImportRequest;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * {@code POST /admin/v1/imports} with {@code {"paths":[…],"permits":[…],"sudoUser":"…"}}, the paths
 * absolute, permits and who called sudo if there are. {@link FollowedWork} says what is answered.
 */
final class ImportRoute {
  private static final String SUDO_USER = "sudoUser";
  private static final int BODY = 64 * 1024;
  private static final int PATHS = 1_000;

  private final SiteWork work;
  private final FollowedWork followed;

  /**
   * The route.
   *
   * @param stopping whether the service ends: then the caller is told at once, and the import is
   *     repeated by whoever asked for it
   */
  ImportRoute(SiteWork work, BooleanSupplier stopping) {
    this.work = work;
    this.followed =
        new FollowedWork("import", "what was read is kept, nothing of it is served yet", stopping);
  }

  void handle(Caller caller, ServerRequest request, ServerResponse response) {
    Fields fields = body(request);
    ImportRequest wanted = wanted(fields);
    Caller asks = claiming(caller, fields);
    followed.answer(progress -> work.run(asks, wanted, progress)::write, response);
  }

  /** {@code POST /admin/v1/active} with {@code {"permit":"…"}}: goes back. */
  void activate(Caller caller, ServerRequest request, ServerResponse response) {
    Fields fields = body(request);
    Path permit = path(fields.text("permit"));
    if (!permit.isAbsolute()) {
      throw fields.refuse("permit", "is no absolute path");
    }
    JsonText report = JsonText.object();
    work.goBack(claiming(caller, fields), permit).write(report);
    response.header(HeaderNames.CONTENT_TYPE, AdminRoutes.JSON).send(report.bytes());
  }

  /** {@code POST /admin/v1/key}: changes the gateway's key. */
  void rotateKey(Caller caller, ServerRequest request, ServerResponse response) {
    JsonText report = work.rotateKey(claiming(caller, body(request)));
    response.header(HeaderNames.CONTENT_TYPE, AdminRoutes.JSON).send(report.bytes());
  }

  static Caller claiming(Caller caller, Fields fields) {
    return caller.claiming(fields.optionalText(SUDO_USER));
  }

  private static ImportRequest wanted(Fields fields) {
    List<Path> paths = paths(fields, "paths");
    if (paths.isEmpty()) {
      throw fields.refuse("paths", "are none");
    }
    return new ImportRequest(paths, paths(fields, "permits"));
  }

  static Fields body(ServerRequest request) {
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(BODY + 1);
      return Fields.of(
          JsonReader.lenient(body, GatewayError.REQUEST, "body"), "", GatewayError.REQUEST);
    } catch (IOException e) {
      throw new SkerryException(GatewayError.REQUEST, "body", "cannot be read: " + e, e);
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new SkerryException(GatewayError.REQUEST, "body", "cannot be read: " + e, e);
    }
  }

  private static List<Path> paths(Fields fields, String name) {
    List<Path> paths = fields.texts(name).stream().map(ImportRoute::path).toList();
    if (paths.size() > PATHS || !paths.stream().allMatch(Path::isAbsolute)) {
      throw fields.refuse(name, "are not absolute paths, at most " + PATHS);
    }
    return paths;
  }
}
