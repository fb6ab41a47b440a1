package dev.skerry.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.skerry.format.Limits;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads JSON into {@link JsonValue}. Duplicate names, malformed UTF-8, a second value, a depth over
 * {@link Limits#jsonDepth} and more than {@link Limits#jsonValues} are always refused: few bytes of
 * text can make many times their size in memory. {@link #strict} also refuses everything that
 * format section 2 does not allow in a payload: whitespace outside strings and unusual numbers.
 */
public final class JsonReader {
  private static final Pattern STRICT_NUMBER = Pattern.compile("0|[1-9][0-9]{0,15}");
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.V1.jsonDepth())
                  .maxStringLength(Limits.V1.list())
                  .build())
          .build();

  private final ErrorCode code;
  private final String item;
  private final boolean strict;
  private int values;

  private JsonReader(ErrorCode code, String item, boolean strict) {
    this.code = code;
    this.item = item;
    this.strict = strict;
  }

  /**
   * Reads a payload in the format's own spelling.
   *
   * @param item what the bytes are, for messages
   * @throws SkerryException {@link FormatError#JSON_SPELLING}
   */
  public static JsonValue.Obj strict(byte[] utf8, String item) {
    return new JsonReader(FormatError.JSON_SPELLING, item, true).read(utf8);
  }

  /**
   * Reads what other programs wrote, for instance an OCI manifest.
   *
   * @param code what to throw when it is not such a document
   * @param item what the bytes are, for messages
   */
  public static JsonValue.Obj lenient(byte[] utf8, ErrorCode code, String item) {
    return new JsonReader(code, item, false).read(utf8);
  }

  private JsonValue.Obj read(byte[] utf8) {
    String text = decode(utf8);
    if (strict) {
      refuseWhitespace(text);
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw refuse("is not a JSON object");
      }
      JsonValue.Obj object = object(parser);
      if (parser.nextToken() != null) {
        throw refuse("has something after its end");
      }
      return object;
    } catch (JsonParseException e) {
      throw refuse("is not well-formed JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw refuse("is not acceptable JSON: " + e.getMessage());
    }
  }

  private String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw refuse("is not UTF-8");
    }
  }

  private void refuseWhitespace(String text) {
    boolean inString = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inString && c == '\\') {
        i++;
      } else if (c == '"') {
        inString = !inString;
      } else if (!inString && c <= ' ') {
        throw refuse("has whitespace at character " + i);
      }
    }
  }

  private JsonValue.Obj object(JsonParser parser) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new JsonValue.Obj(members);
  }

  private JsonValue.Arr array(JsonParser parser) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new JsonValue.Arr(items);
  }

  private JsonValue value(JsonParser parser) throws IOException {
    values++;
    if (values > Limits.V1.jsonValues()) {
      throw refuse("has more than " + Limits.V1.jsonValues() + " values");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonValue.Str(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> new JsonValue.Bool(true);
      case VALUE_FALSE -> new JsonValue.Bool(false);
      case VALUE_NULL -> new JsonValue.Null();
      default -> throw refuse("ends too early");
    };
  }

  private JsonValue number(String spelling) {
    if (strict && !STRICT_NUMBER.matcher(spelling).matches()) {
      throw refuse("has the number " + spelling);
    }
    return new JsonValue.Num(spelling);
  }

  private SkerryException refuse(String reason) {
    return new SkerryException(code, item, reason);
  }
}
