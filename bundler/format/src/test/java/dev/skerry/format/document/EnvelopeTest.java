package dev.skerry.format.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.error.SkerryException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final Envelope SIGNED =
      new Envelope(
          PayloadTypes.IN_TOTO,
          "{}".getBytes(UTF_8),
          List.of(new Signature(B, new byte[] {1, 2}), new Signature(A, new byte[] {3})));

  @Test
  void theOneSpellingIsTheOneOfTheFormat() {
    assertThat(new String(SIGNED.bytes(), UTF_8))
        .isEqualTo(
            """
            {"payloadType":"application/vnd.in-toto+json",
            "payload":"e30=",
            "signatures":[
            {"keyid":"%s","sig":"Aw=="},
            {"keyid":"%s","sig":"AQI="}
            ]}
            """
                .formatted(A, B));
  }

  @Test
  void anUnsignedOneHasNoLineBetweenItsBrackets() {
    Envelope unsigned = Envelope.unsigned(PayloadTypes.ROOT, "{}".getBytes(UTF_8));
    assertThat(new String(unsigned.bytes(), UTF_8)).endsWith("\n\"signatures\":[]}\n");
    assertThat(Envelope.parse(unsigned.bytes(), "x").bytes()).isEqualTo(unsigned.bytes());
  }

  @Test
  void thePaeIsTheVectorOfTheDsseProtocol() {
    Envelope e =
        new Envelope("http://example.com/HelloWorld", "hello world".getBytes(UTF_8), List.of());
    assertThat(new String(e.pae(), UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    Envelope read = Envelope.parse(SIGNED.bytes(), "x");
    assertThat(read.bytes()).isEqualTo(SIGNED.bytes());
    assertThat(read.pae()).isEqualTo(SIGNED.pae());
    assertThat(read.payloadDigest()).isEqualTo(SIGNED.payloadDigest());
  }

  static Stream<Arguments> mutations() {
    String a = "{\"keyid\":\"" + A + "\",\"sig\":\"Aw==\"}";
    String b = "{\"keyid\":\"" + B + "\",\"sig\":\"AQI=\"}";
    return Stream.of(
        of("no last LF", s -> s.substring(0, s.length() - 1)),
        of("a second last LF", s -> s + "\n"),
        of("CR LF", s -> s.replace("\n", "\r\n")),
        of("a space", s -> s.replace("\"payload\":", "\"payload\": ")),
        of("base64 without padding", s -> s.replace("e30=", "e30")),
        of("base64 with trailing bits", s -> s.replace("e30=", "e31=")),
        of("base64 of the URL alphabet", s -> s.replace("AQI=", "_-I=")),
        of("keys descending", s -> s.replace(a + ",\n" + b, b + ",\n" + a)),
        of("one key twice", s -> s.replace(b, a)),
        of("no comma between signatures", s -> s.replace("},\n", "}\n")),
        of("a comma after the last", s -> s.replace("\"}\n]}", "\"},\n]}")),
        of("upper-case key id", s -> s.replace(A, "A".repeat(64))),
        of("an unknown member", s -> s.replace("\"sig\"", "\"x\":1,\"sig\"")),
        of("another order", s -> s.replace("{\"payloadType\"", "{\"type\"")),
        of("an empty signature", s -> s.replace("AQI=", "")),
        of("all on one line", s -> s.replace("\n", "")),
        of(
            "a member twice",
            s -> s.replace("\"payload\":\"", "\"payload\":\"e30=\",\n\"payload\":\"")),
        of("an unknown member at the top", s -> s.replace("\n]}", "\n],\"x\":1}")),
        of("a byte order mark", s -> "\ufeff" + s),
        of("an escape", s -> s.replace("vnd.in", "vnd\\u002ein")),
        of("nothing", s -> ""),
        of("something after the end", s -> s + "x\n"));
  }

  private static Arguments of(String name, UnaryOperator<String> mutation) {
    return Arguments.of(name, mutation);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void anyOtherSpellingIsRefused(String name, UnaryOperator<String> mutation) {
    String spelling = new String(SIGNED.bytes(), UTF_8);
    String other = mutation.apply(spelling);
    assertThat(other).isNotEqualTo(spelling);
    assertThatThrownBy(() -> Envelope.parse(other.getBytes(UTF_8), "bundle.dsse.json"))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-1010");
  }

  @Property(tries = 500)
  void noChangedByteIsReadAsTheSame(
      @ForAll @IntRange(min = 0, max = 10_000) int place, @ForAll byte value) {
    byte[] bytes = SIGNED.bytes();
    int at = place % bytes.length;
    if (bytes[at] == value) {
      return;
    }
    bytes[at] = value;
    try {
      Envelope read = Envelope.parse(bytes, "x");
      assertThat(read.bytes()).isEqualTo(bytes);
      assertThat(Arrays.equals(read.bytes(), SIGNED.bytes())).isFalse();
    } catch (SkerryException e) {
      assertThat(e.problem().code()).isEqualTo("SKY-1010");
    }
  }

  @Test
  void moreThanAMebibyteIsRefusedBeforeItIsRead() {
    assertThatThrownBy(() -> Envelope.parse(new byte[1024 * 1024 + 1], "x"))
        .hasMessageContaining("1048577")
        .hasMessageContaining("1048576");
  }

  @Test
  void sixtyFiveSignaturesAreRefused() {
    List<Signature> many =
        Stream.iterate(0, i -> i + 1)
            .limit(65)
            .map(i -> new Signature("%064x".formatted(i), new byte[] {1}))
            .toList();
    assertThatThrownBy(() -> new Envelope("t", new byte[0], many)).hasMessageContaining("65");
    assertThat(new Envelope("t", new byte[0], many.subList(0, 64)).signatures()).hasSize(64);
  }

  @Test
  void parallelSignersAreMergedAndAnotherPayloadIsNot() {
    Envelope unsigned = Envelope.unsigned("t", "{}".getBytes(UTF_8));
    Envelope one = unsigned.with(new Signature(A, new byte[] {1}));
    Envelope two = unsigned.with(new Signature(B, new byte[] {2}));
    assertThat(one.merge(two).signatures()).extracting(Signature::keyid).containsExactly(A, B);
    assertThat(one.with(new Signature(A, new byte[] {9})).signatures()).hasSize(1);
    Envelope other = Envelope.unsigned("t", "[]".getBytes(UTF_8));
    assertThatThrownBy(() -> one.merge(other)).hasMessageContaining("is not the payload");
  }
}
