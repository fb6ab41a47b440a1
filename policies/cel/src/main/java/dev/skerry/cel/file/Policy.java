package dev.skerry.cel.file;

import dev.skerry.cel.Gate;
import java.util.List;
import java.util.Set;

/**
 * A policy file.
 *
 * @param file the file's name, for messages
 * @param description one sentence for people
 * @param gates where it is asked
 */
public record Policy(
    String file,
    String name,
    String description,
    Set<Gate> gates,
    Settings settings,
    List<Rule> rules) {
  /** Copies. */
  public Policy {
    gates = Set.copyOf(gates);
    rules = List.copyOf(rules);
  }

  /** The same with other settings. */
  public Policy with(Settings others) {
    return new Policy(file, name, description, gates, others, rules);
  }
}
