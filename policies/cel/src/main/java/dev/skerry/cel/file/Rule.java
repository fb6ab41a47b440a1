package dev.skerry.cel.file;

import java.util.Optional;

/**
 * One rule of a policy.
 *
 * @param each a list; the rule is asked of each item of it, as {@code it}
 * @param require true when the bundle may pass
 * @param message what is wrong when it is not: the end of a sentence that begins with the item
 */
public record Rule(String name, Optional<Expression> each, Expression require, String message) {}
