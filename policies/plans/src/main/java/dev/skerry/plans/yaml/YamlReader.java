package dev.skerry.plans.yaml;

import dev.skerry.format.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML into {@link Yaml} trees. 32 levels deep at most; aliases of mappings and lists, custom
 * tags, and keys that stand twice are refused, so that neither size nor meaning of a document can
 * surprise.
 */
public final class YamlReader {
  private YamlReader() {}

  /**
   * All documents of a file of at most {@link Limits#plan} bytes, empty ones left out.
   *
   * @throws YamlException with the place of the first thing that is wrong
   */
  public static List<Yaml> documents(byte[] utf8) throws YamlException {
    return documents(utf8, Limits.V1.plan());
  }

  /**
   * The same with another limit.
   *
   * @param limit how many bytes the file may have
   */
  public static List<Yaml> documents(byte[] utf8, int limit) throws YamlException {
    String text = decode(utf8, limit);
    List<Yaml> documents = new ArrayList<>();
    LoaderOptions options = options(limit);
    try {
      Composer composer =
          new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options);
      while (composer.checkNode()) {
        Node node = composer.getNode();
        if (!Tag.NULL.equals(node.getTag())) {
          documents.add(convert(node));
        }
      }
    } catch (MarkedYAMLException e) {
      org.yaml.snakeyaml.error.Mark mark = e.getProblemMark();
      throw new YamlException(
          mark == null ? Mark.START : new Mark(mark.getLine() + 1, mark.getColumn() + 1),
          String.valueOf(e.getProblem()));
    } catch (YAMLException | IllegalArgumentException e) {
      // The latter comes of a tag that ends in an escaped control character.
      String reason = String.valueOf(e.getMessage());
      boolean alias = reason.startsWith("Number of aliases");
      throw new YamlException(Mark.START, alias ? "has an alias of a list or a mapping" : reason);
    }
    return List.copyOf(documents);
  }

  private static LoaderOptions options(int limit) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(limit);
    options.setNestingDepthLimit(Limits.V1.jsonDepth());
    options.setMaxAliasesForCollections(0);
    options.setAllowRecursiveKeys(false);
    return options;
  }

  private static String decode(byte[] utf8, int limit) throws YamlException {
    if (utf8.length > limit) {
      throw new YamlException(Mark.START, "is longer than " + limit + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new YamlException(Mark.START, "is not UTF-8");
    }
  }

  private static Yaml convert(Node node) throws YamlException {
    return switch (node) {
      case MappingNode m -> mapping(m);
      case SequenceNode s -> {
        List<Yaml> items = new ArrayList<>();
        for (Node item : s.getValue()) {
          items.add(convert(item));
        }
        yield new Yaml.Sequence(items, at(node));
      }
      case ScalarNode s -> new Yaml.Scalar(s.getValue(), kind(s), at(node));
      default -> throw new YamlException(at(node), "is an alias of a list or a mapping");
    };
  }

  private static Yaml.Mapping mapping(MappingNode node) throws YamlException {
    List<Yaml.Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new YamlException(at(tuple.getKeyNode()), "a key is not a word");
      }
      if (!seen.add(key.getValue())) {
        throw new YamlException(at(key), "the key \"" + key.getValue() + "\" stands here twice");
      }
      entries.add(new Yaml.Entry(key.getValue(), at(key), convert(tuple.getValueNode())));
    }
    return new Yaml.Mapping(entries, at(node));
  }

  private static Yaml.ScalarKind kind(ScalarNode node) throws YamlException {
    Tag tag = node.getTag();
    if (Tag.STR.equals(tag) || Tag.TIMESTAMP.equals(tag)) {
      return Yaml.ScalarKind.TEXT;
    } else if (Tag.INT.equals(tag)) {
      return Yaml.ScalarKind.WHOLE;
    } else if (Tag.FLOAT.equals(tag)) {
      return Yaml.ScalarKind.FRACTION;
    } else if (Tag.BOOL.equals(tag)) {
      return Yaml.ScalarKind.BOOLEAN;
    } else if (Tag.NULL.equals(tag)) {
      return Yaml.ScalarKind.NULL;
    }
    throw new YamlException(at(node), "has the tag " + tag.getValue());
  }

  private static Mark at(Node node) {
    return new Mark(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }
}
