package dev.skerry.format.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.testing.TestRoots;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rotations of root keys of the TUF conformance suite (theupdateframework/tuf-conformance,
 * test_updater_key_rotations), under its names.
 */
class TufRotationTest {
  private static final String REFUSED_ROOT = "refused root";

  /** A root version: who is listed, how many must sign, who signed. */
  private record Version(String keys, int threshold, String signatures) {}

  private static Arguments rotation(String name, String ends, Version... versions) {
    return Arguments.of(name, ends, List.of(versions));
  }

  private static Version v(String keys, int threshold, String signatures) {
    return new Version(keys, threshold, signatures);
  }

  static Stream<Arguments> testRootRotation() {
    return Stream.concat(rotationsThatPass(), rotationsThatFail());
  }

  private static Stream<Arguments> rotationsThatPass() {
    return Stream.of(
        rotation("1-of-1-key-rotation", "", v("1", 1, "1"), v("2", 1, "21"), v("2", 1, "2")),
        rotation(
            "1-of-1-key-rotation-unused-signatures",
            "",
            v("1", 1, "314"),
            v("2", 1, "3214"),
            v("2", 1, "324")),
        rotation(
            "3-of-5-sign-with-different-keycombos",
            "",
            v("01234", 3, "024"),
            v("01234", 3, "041"),
            v("01234", 3, "013"),
            v("01234", 3, "013")),
        rotation("3-of-5-one-key-rotated", "", v("01234", 3, "024"), v("01345", 3, "041")),
        rotation(
            "3-of-5-one-key-rotated-with-intermediate-step",
            "",
            v("01234", 3, "024"),
            v("01345", 3, "0245"),
            v("01345", 3, "045")),
        rotation(
            "3-of-5-all-keys-rotated-with-intermediate-step",
            "",
            v("01234", 3, "024"),
            v("56789", 3, "024567"),
            v("56789", 3, "567")),
        rotation("1-of-3-threshold-increase-to-2-of-3", "", v("123", 1, "1"), v("123", 2, "12")),
        rotation(
            "2-of-3-threshold-decrease-to-1-of-3",
            "",
            v("123", 2, "12"),
            v("123", 1, "12"),
            v("123", 1, "1")),
        rotation("1-of-2-threshold-increase-to-2-of-2", "", v("1", 1, "1"), v("12", 2, "12")));
  }

  private static Stream<Arguments> rotationsThatFail() {
    return Stream.of(
        rotation(
            "1-of-1-key-rotation-fail-not-signed-with-old-key",
            REFUSED_ROOT,
            v("1", 1, "1"),
            v("2", 1, "234")),
        rotation(
            "1-of-1-key-rotation-fail-not-signed-with-new-key",
            REFUSED_ROOT,
            v("1", 1, "1"),
            v("2", 1, "134")),
        rotation(
            "3-of-5-one-key-rotate-fails-not-signed-with-3-new-keys",
            REFUSED_ROOT,
            v("01234", 3, "024"),
            v("01345", 3, "024")),
        rotation(
            "3-of-5-one-key-rotate-fails-not-signed-with-3-old-keys",
            REFUSED_ROOT,
            v("01234", 3, "024"),
            v("01345", 3, "045")),
        rotation(
            "1-of-3-threshold-bump-to-2-of-3-fails-new-threshold-not-reached",
            REFUSED_ROOT,
            v("123", 1, "1"),
            v("123", 2, "2")),
        rotation(
            "2-of-3-threshold-decr-to-1-of-3-fails-old-threshold-not-reached",
            REFUSED_ROOT,
            v("123", 2, "12"),
            v("123", 1, "1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void testRootRotation(String name, String ends, List<Version> versions) {
    TufPlay.Repository desk = new TufPlay.Repository();
    desk.roots.clear();
    for (int i = 0; i < versions.size(); i++) {
      Version version = versions.get(i);
      desk.publish(
          TestRoots.root(i + 1L, version.threshold(), version.keys().split("")),
          version.signatures().split(""));
    }
    Version last = versions.getLast();
    desk.signers = List.of(last.keys().substring(0, last.threshold()).split(""));
    TufPlay.Client client = desk.client();
    String said = client.refresh(desk.bundle(1));
    if (ends.equals(REFUSED_ROOT)) {
      assertThat(said).isIn("SKY-1104", "SKY-1105");
      assertThat(client.root()).isEqualTo(versions.size() - 1L);
    } else {
      assertThat(said).isEqualTo("go on");
      assertThat(client.root()).isEqualTo(versions.size());
    }
  }
}
