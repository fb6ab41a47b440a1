package dev.skerry.plans.yaml;

/** A file that is no acceptable YAML; the caller adds the file and turns it into an error. */
public final class YamlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Mark at;
  private final String reason;

  /** What is wrong and where. */
  public YamlException(Mark at, String reason) {
    super(at + ": " + reason);
    this.at = at;
    this.reason = reason;
  }

  /** Where. */
  public Mark at() {
    return at;
  }

  /** What, without the place. */
  public String reason() {
    return reason;
  }
}
