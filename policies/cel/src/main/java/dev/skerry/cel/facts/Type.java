package dev.skerry.cel.facts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The type of something that a policy can look at. */
public sealed interface Type {
  /** As documents and messages write it. */
  String word();

  /** One value; in Java a String, Long, Boolean or {@link java.time.Instant}. */
  enum Scalar implements Type {
    TEXT("text"),
    NUMBER("number"),
    FLAG("true or false"),
    TIME("time");

    private final String word;

    Scalar(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }

  /** A list; in Java a List. */
  record Many(Type item) implements Type {
    @Override
    public String word() {
      return "list of " + item.word();
    }
  }

  /** Texts by names that nobody fixed; in Java a map. */
  record Labels() implements Type {
    @Override
    public String word() {
      return "map of text";
    }
  }

  /**
   * Values by fixed names; in Java a map with exactly these.
   *
   * @param name its own
   */
  record Struct(String name, SequencedMap<String, Type> fields) implements Type {
    /** Copies the fields. */
    public Struct {
      fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String word() {
      return name;
    }
  }
}
