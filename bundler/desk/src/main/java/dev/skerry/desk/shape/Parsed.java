package dev.skerry.desk.shape;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.yaml.Mark;
import dev.skerry.plans.yaml.Yaml;
import dev.skerry.plans.yaml.YamlException;
import dev.skerry.plans.yaml.YamlReader;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What came of reading a file.
 *
 * @param value there when nothing is wrong
 * @param faults all that is wrong, in the order of the file
 */
public record Parsed<T>(Optional<T> value, List<Fault> faults) {
  /** Copies the faults. */
  public Parsed {
    faults = List.copyOf(faults);
  }

  /**
   * Reads a file of one YAML document.
   *
   * @param file its name, for messages
   * @param limit how many bytes it may have
   * @param rules adds what is wrong with a value whose fields are all sound
   */
  public static <T> Parsed<T> read(
      String file, byte[] utf8, int limit, Shape<T> shape, BiConsumer<T, Faults> rules) {
    Faults faults = new Faults(file);
    Optional<T> value = Optional.empty();
    try {
      List<Yaml> documents = YamlReader.documents(utf8, limit);
      if (documents.size() == 1) {
        value = shape.read(documents.getFirst(), "", faults);
        value.ifPresent(v -> rules.accept(v, faults));
      } else {
        faults.add(Mark.START, "", documents.size() + " YAML documents", "one");
      }
    } catch (YamlException e) {
      faults.add(e.at(), "", "YAML that " + e.reason(), "one YAML document");
    }
    return new Parsed<>(faults.isEmpty() ? value : Optional.empty(), faults.inOrder());
  }

  /** The value, or one refusal that lists every fault. */
  public T orThrow(ErrorCode code, String file) {
    return value.orElseThrow(() -> {
      List<String> lines = faults.stream().map(Fault::text).toList();
      String count = lines.size() == 1 ? "has a fault:" : "has " + lines.size() + " faults:";
      return new SkerryException(code, file, count + "\n  " + String.join("\n  ", lines));
    });
  }
}
