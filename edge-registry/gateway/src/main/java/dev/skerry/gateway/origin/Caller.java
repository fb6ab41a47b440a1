package dev.skerry.gateway.origin;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The user of the operating system for whom something is done.
 *
 * @param uid as the kernel tells it; empty when it cannot be told
 * @param name what {@code /etc/passwd} calls that user
 * @param sudoUser who says to have become that user by sudo: a claim that nobody has checked
 */
public record Caller(OptionalLong uid, Optional<String> name, Optional<String> sudoUser) {
  /** The variable of the environment in which sudo says who called it. */
  public static final String SUDO_USER = "SUDO_USER";

  /** Cuts the claim and spells it fit for a log. */
  public Caller {
    sudoUser = sudoUser.map(KernelFiles::shown).filter(who -> !who.isEmpty());
  }

  /** The same with what it says of itself. */
  public Caller claiming(Optional<String> who) {
    return new Caller(uid, name, who);
  }

  /** The name, else the uid, else {@code unknown}. */
  public String actor() {
    return uid.isEmpty() ? "unknown" : name.orElseGet(() -> "uid " + uid.getAsLong());
  }

  /** What a log keeps beside it. */
  public SortedMap<String, String> detail() {
    SortedMap<String, String> detail = new TreeMap<>();
    uid.ifPresent(number -> detail.put("uid", Long.toString(number)));
    sudoUser.ifPresent(who -> detail.put("sudo-user", who));
    return detail;
  }
}
