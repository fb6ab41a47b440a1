package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Typed members that several signed documents have in common. */
final class Reading {
  private Reading() {}

  static void requireType(Envelope envelope, String payloadType, String what) {
    if (!envelope.payloadType().equals(payloadType)) {
      throw new SkerryException(
          FormatError.PAYLOAD_TYPE,
          what,
          "has the payload type %s, not %s"
              .formatted(OneLine.of(envelope.payloadType(), 100), payloadType));
    }
  }

  static void exactly(Fields fields, String name, String expected) {
    String found = fields.text(name);
    if (!found.equals(expected)) {
      throw fields.refuse(name, "is \"%s\", not \"%s\"".formatted(found, expected));
    }
  }

  static String matching(Fields fields, String name, Predicate<String> grammar) {
    String text = fields.text(name);
    if (!grammar.test(text)) {
      throw fields.refuse(name, "is \"%s\", which is no such name".formatted(text));
    }
    return text;
  }

  static long atLeast(Fields fields, String name, long least) {
    long number = fields.number(name);
    if (number < least) {
      throw fields.refuse(name, "is %d, %d is the least".formatted(number, least));
    }
    return number;
  }

  static Instant time(Fields fields, String name) {
    String text = fields.text(name);
    return Times.parse(text)
        .orElseThrow(
            () -> fields.refuse(name, "is \"%s\", not YYYY-MM-DDThh:mm:ssZ".formatted(text)));
  }

  static Digest digest(Fields fields, String name) {
    return spelled(fields, name, () -> Digest.parse(fields.text(name)));
  }

  static List<Digest> digests(Fields fields, String name) {
    List<Digest> digests =
        spelled(fields, name, () -> fields.texts(name).stream().map(Digest::parse).toList());
    ascending(fields, name, digests);
    return digests;
  }

  static byte[] base64(Fields fields, String name, String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw fields.refuse(name, "is not base64");
    }
    throw fields.refuse(name, "is not canonical base64");
  }

  static <T extends Comparable<? super T>> void ascending(
      Fields fields, String name, List<T> values) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i - 1).compareTo(values.get(i)) >= 0) {
        throw fields.refuse(
            name, "has %s before %s: not ascending".formatted(values.get(i - 1), values.get(i)));
      }
    }
  }

  /** Turns the refusal of a word's own grammar into one that names the document's member. */
  static <T> T spelled(Fields fields, String name, Supplier<T> read) {
    try {
      return read.get();
    } catch (SkerryException e) {
      throw fields.refuse(name, e.problem().item() + " " + e.problem().reason());
    }
  }
}
