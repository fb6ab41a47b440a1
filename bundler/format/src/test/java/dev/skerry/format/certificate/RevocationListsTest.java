package dev.skerry.format.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.sign.Pem;
import dev.skerry.format.testing.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RevocationListsTest {
  private static final TestAuthority ONE = TestAuthority.of("one", "EC");
  private static final TestAuthority TWO = TestAuthority.of("two", "EC");

  private static byte[] pem(byte[] der) {
    return new Pem("X509 CRL", der).bytes();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static RevocationLists lists(byte[]... files) {
    return RevocationLists.of(
        Stream.of(files).map(file -> RevocationLists.of(file, "x")).toList(), "x");
  }

  @Test
  void theSpellingIsOneWhateverWasGiven() {
    byte[] one = ONE.list(b -> {});
    byte[] two = TWO.list(b -> {});
    byte[] spelled = lists(one, two).bytes();
    assertThat(lists(pem(two), pem(one), two).bytes()).isEqualTo(spelled);
    assertThat(lists(join("text\n".getBytes(US_ASCII), pem(two), pem(one))))
        .extracting(RevocationLists::bytes)
        .isEqualTo(spelled);
    assertThat(RevocationLists.parse(spelled).bytes()).isEqualTo(spelled);
  }

  static Stream<byte[]> otherSpellings() {
    byte[] one = ONE.list(b -> {});
    byte[] two = TWO.list(b -> {});
    byte[] first = Arrays.compareUnsigned(one, two) < 0 ? one : two;
    byte[] second = first == one ? two : one;
    String text = new String(pem(one), US_ASCII);
    return Stream.of(
        new byte[0],
        "garbage".getBytes(US_ASCII),
        one,
        join(pem(second), pem(first)),
        join(pem(one), pem(one)),
        join(pem(one), "\n".getBytes(US_ASCII)),
        text.replace("\n", "\r\n").getBytes(US_ASCII),
        text.substring(0, text.length() - 1).getBytes(US_ASCII),
        text.replace("X509 CRL", "CERTIFICATE").getBytes(US_ASCII),
        pem(ONE.certificate()),
        pem(Arrays.copyOf(one, one.length - 1)),
        pem(Arrays.copyOf(one, one.length + 1)),
        text.replace("\nMI", "\n*MI").getBytes(US_ASCII),
        new byte[5 * 1024 * 1024]);
  }

  @ParameterizedTest
  @MethodSource("otherSpellings")
  void anyOtherSpellingIsRefused(byte[] body) {
    assertThatThrownBy(() -> RevocationLists.parse(body)).hasMessageContaining("SKY-1020");
  }

  @Test
  void whatIsNoListIsRefusedWithItsName() {
    assertThatThrownBy(() -> RevocationLists.of(ONE.certificate(), "ca.crl"))
        .hasMessageContaining("SKY-1021")
        .hasMessageContaining("ca.crl");
  }
}
