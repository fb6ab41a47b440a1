package dev.skerry.desk.lock;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same for several items at once and tells all that failed, not only the first. */
public final class Together {
  private static final int AT_ONCE = 4;

  private Together() {}

  /**
   * The results in the order of the items.
   *
   * @param several what to throw when more than one item failed; one alone keeps its own refusal
   */
  public static <T, R> List<R> each(List<T> items, ErrorCode several, Function<T, R> work) {
    List<R> results = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Future<R> future : run(items, work)) {
      switch (future.state()) {
        case SUCCESS -> results.add(future.resultNow());
        default -> problems.add(problem(future.exceptionNow()));
      }
    }
    if (problems.size() == 1) {
      throw new SkerryException(problems.getFirst());
    } else if (!problems.isEmpty()) {
      List<String> lines = problems.stream().map(Together::line).distinct().toList();
      throw new SkerryException(
          several, problems.size() + " of " + items.size(), "\n  " + String.join("\n  ", lines));
    }
    return results;
  }

  private static <T, R> List<Future<R>> run(List<T> items, Function<T, R> work) {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      return threads.invokeAll(
          items.stream().<Callable<R>>map(item -> () -> work.apply(item)).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Problem problem(Throwable failure) {
    return switch (failure) {
      case SkerryException e -> e.problem();
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure);
    };
  }

  private static String line(Problem problem) {
    return problem.code() + ": " + problem.item() + ": " + problem.reason();
  }
}
