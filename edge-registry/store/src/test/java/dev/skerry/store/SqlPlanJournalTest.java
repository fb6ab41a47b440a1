package dev.skerry.store;

import static dev.skerry.store.Content.KEY;
import static dev.skerry.store.Content.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.store.PlanJournal.PlanRow;
import dev.skerry.store.PlanJournal.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqlPlanJournalTest extends StoreTest {
  @Test
  void theFirstBundleOfADigestStays() {
    store.plans().record(KEY, row("os", "v1", "bundle-1", State.WAITING));
    store.plans().record(KEY, row("os", "v1", "bundle-2", State.APPLIED));
    PlanRow found = store.plans().find(KEY, "os", digest("v1")).orElseThrow();
    assertThat(found).isEqualTo(row("os", "v1", "bundle-1", State.APPLIED));
    assertThat(store.plans().find(KEY, "os", digest("v2"))).isEmpty();
  }

  @Test
  void theCurrentRowIsTheOneThatCameLastWhateverBecomesOfTheOneBefore() {
    store.plans().record(KEY, row("os", "v1", "bundle-1", State.WAITING));
    store.plans().record(KEY, row("k3s", "a", "bundle-1", State.WAITING));
    store.plans().record(KEY, row("os", "v2", "bundle-2", State.WAITING));
    store.plans().record(KEY, row("os", "v1", "bundle-1", State.APPLIED));
    assertThat(store.plans().current(KEY))
        .extracting(PlanRow::digest)
        .containsExactly(digest("a"), digest("v2"));
  }

  @Test
  void aDigestThatComesBackIsCurrentAgain() {
    store.plans().record(KEY, row("os", "v1", "bundle-1", State.APPLIED));
    store.plans().record(KEY, row("os", "v2", "bundle-2", State.APPLIED));
    store.plans().record(KEY, row("os", "v1", "bundle-3", State.WAITING));
    assertThat(store.plans().current(KEY)).extracting(PlanRow::digest).containsOnly(digest("v1"));
  }

  @Test
  void theNodesOnWhichAPlanIsDoneAreKeptByItsDigest() {
    store.plans().recordDone(KEY, "os", digest("v1"), "b");
    store.plans().recordDone(KEY, "os", digest("v1"), "a");
    store.plans().recordDone(KEY, "os", digest("v1"), "b");
    assertThat(store.plans().doneOn(KEY, "os", digest("v1"))).containsExactly("a", "b");
    assertThat(store.plans().doneOn(KEY, "os", digest("v2"))).isEmpty();
  }

  private static Digest digest(String content) {
    return Digest.of(Content.utf8(content));
  }

  private static PlanRow row(String name, String content, String bundle, State state) {
    return new PlanRow(
        name,
        digest(content),
        1,
        bundle,
        "two",
        state,
        Optional.of("cluster"),
        Optional.empty(),
        NOW);
  }
}
