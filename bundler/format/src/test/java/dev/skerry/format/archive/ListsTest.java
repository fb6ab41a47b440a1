package dev.skerry.format.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.SkerryException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListsTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String GOOD =
      String.join(
          "\n",
          A + "  roots/1.root.dsse.json",
          A + "  roots/2.root.dsse.json",
          A + "  SIZES",
          A + "  head/ACKS",
          A + "  head/OMITTED",
          A + "  oci-layout",
          A + "  index.json",
          B + "  blobs/sha256/" + B,
          A + "  blobs/sha256/" + A,
          "");
  private static final String SIZES =
      String.join(
          "\n",
          "1  head/ACKS",
          "0  head/OMITTED",
          "30  oci-layout",
          "8589934591  index.json",
          "12  blobs/sha256/" + B,
          "0  blobs/sha256/" + A,
          "");

  @Test
  void listsKeepTheirBytes() {
    assertThat(sums(GOOD).bytes()).isEqualTo(bytes(GOOD));
    assertThat(Sizes.parse(bytes(SIZES)).bytes()).isEqualTo(bytes(SIZES));
  }

  @Test
  void bothListsTogetherGiveTheMembers() {
    List<Member> members = Sizes.parse(bytes(SIZES)).members(sums(GOOD));
    assertThat(members).hasSize(6).last().isEqualTo(Member.blob(new Digest(A), 0));
    assertThat(sums(GOOD).roots()).hasSize(2);
    assertThat(sums(GOOD).sizes().name()).isEqualTo("SIZES");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s/\n$/", // no last line feed
        "s/SIZES/bundle.dsse.json/",
        "s/SIZES/SHA256SUMS/",
        "s/  SIZES/ *SIZES/",
        "s/  SIZES/   SIZES/",
        "s/roots.1/roots\\/01/",
        "s/roots.2/roots\\/3/",
        "s/roots.2/roots\\/1/",
        "s/oci-layout/..\\/oci-layout/",
        "s/oci-layout/head\\/ZZZ/",
        "s/head.ACKS/head\\/.ACKS/",
        "s/head.ACKS/head\\/PACKS/",
        "s/index.json/manifest.json/",
        "s/$/\n/",
        "s/blobs.sha256.b/blobs\\/sha256\\/c/"
      })
  void everyOtherSpellingOfSumsIsRefused(String edit) {
    String[] parts = edit.replace("\\/", "\u0001").split("/", -1);
    String bad = GOOD.replaceFirst(parts[1], parts[2].replace('\u0001', '/'));
    assertThat(bad).isNotEqualTo(GOOD);
    assertThatExceptionOfType(SkerryException.class)
        .isThrownBy(() -> sums(bad))
        .satisfies(e -> assertThat(e.problem().exit()).isEqualTo(ExitCode.DAMAGED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"01  ", "-1  ", "8589934592  ", "0x1  ", "1 ", "+1  ", "1e3  "})
  void everyOtherSpellingOfASizeIsRefused(String size) {
    assertThatThrownBy(() -> Sizes.parse(bytes(SIZES.replaceFirst("1  ", size))))
        .isInstanceOf(SkerryException.class);
  }

  @Test
  void blobsFormTwoAscendingRunsAndNoThird() {
    String c = "c".repeat(64);
    String third = "%s  blobs/sha256/%s\n".formatted(c, c);
    assertThat(sums(GOOD + third).lines()).hasSize(10);
    String zero = "0".repeat(64);
    String fourth = "%s  blobs/sha256/%s\n".formatted(zero, zero);
    assertThatThrownBy(() -> sums(GOOD + fourth)).hasMessageContaining("after");
  }

  @Test
  void listsThatDisagreeAreRefused() {
    Sizes shorter = Sizes.parse(bytes(SIZES.replaceFirst("1  head/ACKS\n", "")));
    assertThatThrownBy(() -> shorter.members(sums(GOOD))).hasMessageContaining("6 and 5");
    Sizes other = Sizes.parse(bytes(SIZES.replaceFirst("ACKS", "CRL")));
    assertThatThrownBy(() -> other.members(sums(GOOD))).hasMessageContaining("head/ACKS");
  }

  private static Sums sums(String text) {
    return Sums.parse(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
