package dev.skerry.upstream.collect;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.source.Source;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Downloads in parallel, the largest first, so that it does not end with one long download. */
final class Fetch {
  private static final int AT_ONCE = 4;

  private final ContentStore store;
  private final Progress progress;

  Fetch(ContentStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  private record Task(Source source, Descriptor wanted) {}

  void run(List<Collect.Order> orders) {
    List<Task> tasks = missing(orders);
    progress.total(tasks.stream().mapToLong(task -> task.wanted().size()).sum());
    ExecutorService workers =
        Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("skerry-fetch-", 0).daemon().factory());
    try {
      CompletionService<Void> running = new ExecutorCompletionService<>(workers);
      tasks.forEach(task -> running.submit(() -> fetch(task), null));
      for (int i = 0; i < tasks.size(); i++) {
        await(running);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private List<Task> missing(List<Collect.Order> orders) {
    Map<Digest, Task> tasks = new LinkedHashMap<>();
    for (Collect.Order order : orders) {
      for (Part part : order.closure().parts()) {
        Descriptor wanted = part.descriptor();
        if (!tasks.containsKey(wanted.digest()) && !store.holds(wanted.digest(), wanted.size())) {
          tasks.put(wanted.digest(), new Task(order.source(), wanted));
        }
      }
    }
    return tasks.values().stream()
        .sorted(Comparator.comparingLong((Task task) -> task.wanted().size()).reversed())
        .toList();
  }

  private void fetch(Task task) {
    progress.item(task.source().where() + " " + task.wanted().digest().shortHex());
    task.source().blob(task.wanted(), store, progress);
  }

  private static void await(CompletionService<Void> running) {
    try {
      running.take().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SkerryException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SkerryException(UpstreamError.UNREACHABLE, "the download", "was interrupted", e);
    }
  }
}
