package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.gateway.report.ImportReport;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.site.ImportRequest;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code POST /admin/v1/imports} with {@code {"paths":[…],"permits":[…],"sudoUser":"…"}}, the paths
 * absolute, permits and who called sudo if there are. The answer is a line of JSON every half
 * second, {@code {"progress":…}}, and a last one, {@code {"result":…}} or {@code {"problem":…}};
 * {@code silence} is for how many seconds nothing has come from the medium. Reading and hashing run
 * on a platform thread: a slow stick must not hold up those that serve. A caller that goes away
 * does not stop the import.
 */
final class ImportRoute {
  private static final Logger LOG = Logger.getLogger(ImportRoute.class.getName());
  private static final String SUDO_USER = "sudoUser";
  private static final int BODY = 64 * 1024;
  private static final int PATHS = 1_000;
  private static final long STEP_MILLIS = 500;

  private final SiteWork work;
  private final BooleanSupplier stopping;

  /**
   * The route.
   *
   * @param stopping whether the service ends: then the caller is told at once, and the import is
   *     repeated by whoever asked for it
   */
  ImportRoute(SiteWork work, BooleanSupplier stopping) {
    this.work = work;
    this.stopping = stopping;
  }

  void handle(Caller caller, ServerRequest request, ServerResponse response) {
    Fields fields = body(request);
    ImportRequest wanted = wanted(fields);
    Caller asks = claiming(caller, fields);
    Meter meter = new Meter();
    FutureTask<ImportReport> task = new FutureTask<>(() -> work.run(asks, wanted, meter));
    Thread.ofPlatform().daemon().name("import").start(task);
    response.header(HeaderNames.CONTENT_TYPE, "application/x-ndjson");
    try (OutputStream out = response.outputStream()) {
      while (!task.isDone()) {
        if (stopping.getAsBoolean()) {
          line(out, problem(stops()));
          return;
        }
        if (!ended(task)) {
          line(out, JsonText.object().object("progress", meter::write));
        }
      }
      line(out, last(task));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static Caller claiming(Caller caller, Fields fields) {
    return caller.claiming(fields.optionalText(SUDO_USER));
  }

  private static ImportRequest wanted(Fields fields) {
    List<Path> paths = paths(fields, "paths");
    if (paths.isEmpty()) {
      throw fields.refuse("paths", "are none");
    }
    return new ImportRequest(paths, paths(fields, "permits"));
  }

  private static Fields body(ServerRequest request) {
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

  private static boolean ended(FutureTask<ImportReport> task) {
    try {
      task.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stops();
    }
  }

  private static JsonText last(FutureTask<ImportReport> task) {
    try {
      ImportReport report = task.get();
      return JsonText.object().object("result", report::write);
    } catch (ExecutionException e) {
      SkerryException failure =
          e.getCause() instanceof SkerryException s
              ? s
              : new SkerryException(GatewayError.INTERNAL, "import", "failed: " + e.getCause(), e);
      LOG.log(Level.WARNING, "import", failure);
      return problem(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stops();
    }
  }

  private static JsonText problem(SkerryException failure) {
    return JsonText.object().object("problem", p -> ProblemJson.write(p, failure.problem()));
  }

  private static SkerryException stops() {
    return new SkerryException(
        GatewayError.AWAY,
        "import",
        "was cut: the service is stopping; what was read is kept, nothing of it is served yet");
  }

  private static void line(OutputStream out, JsonText json) throws IOException {
    out.write((json.text() + "\n").getBytes(UTF_8));
    out.flush();
  }
}
