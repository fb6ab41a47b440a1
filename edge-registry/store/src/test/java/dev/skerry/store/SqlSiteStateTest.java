package dev.skerry.store;

import static dev.skerry.store.Content.KEY;
import static dev.skerry.store.Content.NOW;
import static dev.skerry.store.Content.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.SiteView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSiteStateTest extends StoreTest {
  @Test
  void aSiteIsInitialisedOnce() {
    SiteState.SiteRow site =
        new SiteState.SiteRow(
            false,
            "ship-7",
            KEY,
            new TreeMap<>(Map.of("env", "prod")),
            List.of("north", "all"),
            Optional.of(Digest.of(utf8("root"))),
            NOW.plusNanos(1));
    assertThat(store.state().site()).isEmpty();
    store.state().initialise(site);
    assertThat(store.state().site()).contains(site);
    assertFails(StoreError.INITIALISED, () -> store.state().initialise(site));
  }

  @Test
  void aDepotHasNoSite() {
    SiteState.SiteRow depot =
        new SiteState.SiteRow(
            true, "", new ChannelKey("", ""), new TreeMap<>(), List.of(), Optional.empty(), NOW);
    store.state().initialise(depot);
    assertThat(store.state().site()).contains(depot);
  }

  @Test
  void rootsOnlyRiseAndKeepTheirBytes() {
    SiteState state = store.state();
    state.saveRoot("p", new SiteState.RootRow(1, utf8("one")));
    state.saveRoot("p", new SiteState.RootRow(2, utf8("two")));
    state.saveRoot("q", new SiteState.RootRow(1, utf8("other")));
    assertFails(
        StoreError.FALLING, () -> state.saveRoot("p", new SiteState.RootRow(2, utf8("fork"))));
    assertThat(state.roots("p")).extracting(SiteState.RootRow::version).containsExactly(1L, 2L);
    assertThat(state.roots("p").getLast().envelope()).isEqualTo(utf8("two"));
  }

  @ParameterizedTest(name = "after epoch 2 sequence 5 comes {0}, {1}: {2}")
  @CsvSource({
    "2, 6, accepted", "3, 1, accepted", "3, 9, accepted",
    "2, 4, refused", "1, 9, refused", "2, 5, refused"
  })
  void epochAndSequenceOnlyRise(long epoch, long sequence, String expected) {
    store.state().accept(KEY, bundle(2, 5, "first"));
    SiteState.BundleRow next = bundle(epoch, sequence, "next");
    if (expected.equals("accepted")) {
      store.state().accept(KEY, next);
      assertThat(store.state().active(KEY).orElseThrow().statement()).isEqualTo(next.statement());
      assertThat(store.state().bundles(KEY))
          .extracting(SiteState.BundleRow::name)
          .containsExactly("next", "first");
    } else {
      assertFails(StoreError.FALLING, () -> store.state().accept(KEY, next))
          .hasMessageContaining("epoch 2, sequence 5");
      assertThat(store.state().accepted(KEY).orElseThrow().sequence()).isEqualTo(5);
    }
  }

  @Test
  void theSameBundleAgainIsNoFall() {
    store.state().accept(KEY, bundle(2, 5, "first"));
    store.state().accept(KEY, bundle(2, 5, "first"));
    assertThat(store.state().bundles(KEY)).hasSize(1);
  }

  @Test
  void anotherChannelHasAStateOfItsOwn() {
    store.state().accept(KEY, bundle(2, 5, "first"));
    ChannelKey beta = new ChannelKey(KEY.product(), "beta");
    store.state().accept(beta, bundle(1, 1, "beta"));
    assertThat(store.state().accepted(KEY).orElseThrow().sequence()).isEqualTo(5);
    assertThat(store.state().accepted(beta).orElseThrow().sequence()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE accepted SET sequence = 4",
        "UPDATE accepted SET epoch = 1, sequence = 9",
        "UPDATE accepted SET statement = 'x'",
        "UPDATE accepted SET channel = 'other'",
        "DELETE FROM accepted",
        "UPDATE time_floor SET floor = '2026-03-01T11:59:59.999999999Z'",
        "UPDATE time_floor SET floor = '2027-01-01T00:00:00.000000000Z', epoch = 0",
        "DELETE FROM time_floor",
        "DELETE FROM root",
        "UPDATE root SET envelope = x'00'",
        "INSERT INTO root VALUES ('edge-fleet', 1, x'00')",
        "UPDATE receipt SET last = 0",
      })
  void theDatabaseItselfRefusesAFall(String attack) {
    store.state().accept(KEY, bundle(2, 5, "first"));
    store.state().raiseFloor(KEY, NOW);
    store.state().saveRoot(KEY.product(), new SiteState.RootRow(2, utf8("root")));
    store.state().nextReceipt();
    assertThatThrownBy(() -> RawDatabase.run(data, attack))
        .hasMessageContaining("SQLITE_CONSTRAINT_TRIGGER");
  }

  @Test
  void theFloorRisesAndALowerOneChangesNothing() {
    assertThat(store.state().floor(KEY)).isEqualTo(Instant.EPOCH);
    store.state().raiseFloor(KEY, NOW);
    store.state().raiseFloor(KEY, NOW.minusNanos(1));
    assertThat(store.state().floor(KEY)).isEqualTo(NOW);
    store.state().raiseFloor(KEY, NOW.plusNanos(1));
    assertThat(store.state().floor(KEY)).isEqualTo(NOW.plusNanos(1));
  }

  @Test
  void onlyANewEpochSetsAnEarlierFloor() {
    Instant issued = NOW.minusSeconds(86_400);
    store.state().raiseFloor(KEY, NOW);
    assertFails(StoreError.FALLING, () -> store.state().beginEpoch(KEY, 1, issued));
    assertThat(store.state().floor(KEY)).isEqualTo(NOW);
    store.state().beginEpoch(KEY, 3, issued);
    assertThat(store.state().floor(KEY)).isEqualTo(issued);
    store.state().raiseFloor(KEY, NOW);
    assertFails(StoreError.FALLING, () -> store.state().beginEpoch(KEY, 3, issued));
    assertFails(StoreError.FALLING, () -> store.state().beginEpoch(KEY, 2, issued));
    assertThat(store.state().floor(KEY)).isEqualTo(NOW);
  }

  @Test
  void theFirstFloorMayBeThatOfANewEpoch() {
    store.state().beginEpoch(KEY, 2, NOW);
    store.state().raiseFloor(KEY, NOW.minusSeconds(1));
    assertThat(store.state().floor(KEY)).isEqualTo(NOW);
  }

  @Test
  void countersAreSetUpAndDown() {
    SiteView.CounterName name = new SiteView.CounterName("plan", "os-upgrade");
    store.state().setCounter(KEY, name, 7);
    store.state().setCounter(KEY, new SiteView.CounterName("k3s", "k3s"), 1);
    store.state().setCounter(KEY, name, 6);
    assertThat(store.state().counters(KEY)).hasSize(2).containsEntry(name, 6L);
    assertThat(store.state().counters(new ChannelKey("p", "c"))).isEmpty();
  }

  @Test
  void receiptNumbersCountUpWithoutGaps() {
    assertThat(store.state().lastReceipt()).isEmpty();
    assertThat(store.state().nextReceipt()).isEqualTo(1);
    assertThat(store.state().nextReceipt()).isEqualTo(2);
    assertThat(store.state().lastReceipt()).hasValue(2);
  }

  private static SiteState.BundleRow bundle(long epoch, long sequence, String name) {
    return new SiteState.BundleRow(
        Digest.of(utf8(name)), name, epoch, sequence, NOW, NOW, 1, utf8("e"), utf8("i"));
  }
}
