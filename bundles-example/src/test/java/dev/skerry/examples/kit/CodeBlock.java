package dev.skerry.examples.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a document.
 *
 * @param document relative to the checkout
 * @param line the number of its first line of content
 * @param language what stands behind the fence
 * @param lines its content
 */
public record CodeBlock(Path document, int line, String language, List<String> lines) {
  private static final String FENCE = "```";

  /** All blocks of a document, in its order. */
  public static List<CodeBlock> of(Path document) {
    List<String> lines = Project.lines(document);
    List<CodeBlock> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        String language = lines.get(i).substring(FENCE.length());
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(FENCE);
        blocks.add(new CodeBlock(document, i + 2, language, lines.subList(i + 1, end)));
        i = end;
      }
    }
    return blocks;
  }

  /** Whether it shows commands: a script, or commands with what they print. */
  public boolean commands() {
    return language.equals("sh") || language.equals("console");
  }

  /** Whether it is a file of its own, named in its second line: {@code # NAME …}. */
  public boolean file() {
    return !lines.isEmpty() && lines.get(0).startsWith("#!");
  }

  /** Where it stands. */
  public String place() {
    return document + ":" + line;
  }
}
