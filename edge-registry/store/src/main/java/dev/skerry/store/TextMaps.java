package dev.skerry.store;

import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Maps and lists of texts as one column: minified JSON with sorted keys. */
final class TextMaps {
  private static final String LIST = "list";

  private TextMaps() {}

  static String text(Map<String, String> map) {
    JsonText json = JsonText.object();
    new TreeMap<>(map).forEach(json::put);
    return json.text();
  }

  static SortedMap<String, String> map(String text) {
    Fields fields = fields(text);
    SortedMap<String, String> result = new TreeMap<>();
    fields.raw().members().keySet().forEach(name -> result.put(name, fields.text(name)));
    return result;
  }

  static String text(List<String> list) {
    return JsonText.object().strings(LIST, list).text();
  }

  static List<String> list(String text) {
    return fields(text).texts(LIST);
  }

  private static Fields fields(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return Fields.of(
        JsonReader.lenient(utf8, StoreError.DATABASE, DatabaseFailure.ITEM),
        "",
        StoreError.DATABASE);
  }
}
