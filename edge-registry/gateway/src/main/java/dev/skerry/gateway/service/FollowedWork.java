package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.Progress;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.gateway.setup.GatewayError;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Long work of the admin API that its caller follows: the answer is a line of JSON every half
 * second, {@code {"progress":…}}, and a last one, {@code {"result":…}} or {@code {"problem":…}};
 * {@code silence} is for how many seconds nothing has come from a medium. Reading and hashing run
 * on a platform thread: a slow disk must not hold up those that serve. A caller that goes away does
 * not stop the work; when the service ends, it is told at once.
 */
final class FollowedWork {
  private static final Logger LOG = Logger.getLogger(FollowedWork.class.getName());
  private static final long STEP_MILLIS = 500;

  private final String name;
  private final String cut;
  private final BooleanSupplier stopping;

  /**
   * Work of one kind.
   *
   * @param name what it is called
   * @param cut what is left of it when the service ends
   * @param stopping whether the service ends
   */
  FollowedWork(String name, String cut, BooleanSupplier stopping) {
    this.name = name;
    this.cut = cut;
    this.stopping = stopping;
  }

  /**
   * Starts it and answers until it has ended.
   *
   * @param work returns what writes the result's members
   */
  void answer(Function<Progress, Consumer<JsonText>> work, ServerResponse response) {
    Meter meter = new Meter();
    FutureTask<Consumer<JsonText>> task = new FutureTask<>(() -> work.apply(meter));
    Thread.ofPlatform().daemon().name(name).start(task);
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

  private boolean ended(FutureTask<Consumer<JsonText>> task) {
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

  private JsonText last(FutureTask<Consumer<JsonText>> task) {
    try {
      return JsonText.object().object("result", task.get());
    } catch (ExecutionException e) {
      SkerryException failure =
          e.getCause() instanceof SkerryException s
              ? s
              : new SkerryException(GatewayError.INTERNAL, name, "failed: " + e.getCause(), e);
      LOG.log(Level.WARNING, name, failure);
      return problem(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stops();
    }
  }

  private static JsonText problem(SkerryException failure) {
    return JsonText.object().object("problem", p -> ProblemJson.write(p, failure.problem()));
  }

  private SkerryException stops() {
    return new SkerryException(GatewayError.AWAY, name, "was cut: the service is stopping; " + cut);
  }

  private static void line(OutputStream out, JsonText json) throws IOException {
    out.write((json.text() + "\n").getBytes(UTF_8));
    out.flush();
  }
}
