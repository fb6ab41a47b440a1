package dev.skerry.cel.facts;

import static dev.skerry.cel.facts.Type.Scalar.FLAG;
import static dev.skerry.cel.facts.Type.Scalar.NUMBER;
import static dev.skerry.cel.facts.Type.Scalar.TEXT;
import static dev.skerry.cel.facts.Type.Scalar.TIME;

import dev.skerry.cel.facts.Type.Labels;
import dev.skerry.cel.facts.Type.Many;
import dev.skerry.cel.facts.Type.Struct;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Every name that a policy can use, with its type. Compiler, test files and what is taken from
 * bundles all go by this one table, and docs/operations.md lists it.
 */
public final class Vocabulary {
  private static final Type TEXTS = new Many(TEXT);

  private static final Struct STATEMENT =
      struct("Statement")
          .with("name", TEXT)
          .with("digest", TEXT)
          .with("product", TEXT)
          .with("channel", TEXT)
          .with("epoch", NUMBER)
          .with("sequence", NUMBER)
          .with("issued", TIME)
          .with("expires", TIME)
          .with("bytes", NUMBER)
          .with("assumes", TEXTS)
          .type();

  private static final Struct ROOT =
      struct("Root")
          .with("version", NUMBER)
          .with("epoch", NUMBER)
          .with("expires", TIME)
          .with("revoked", TEXTS)
          .type();

  private static final Struct CERTIFICATE =
      struct("Certificate")
          .with("signer", TEXT)
          .with("keyid", TEXT)
          .with("subject", TEXT)
          .with("issuer", TEXT)
          .with("serial", TEXT)
          .with("ends", TIME)
          .with("state", TEXT)
          .with("revocation", TEXT)
          .type();

  private static final Struct REFERRER =
      struct("Referrer")
          .with("digest", TEXT)
          .with("artifactType", TEXT)
          .with("predicateTypes", TEXTS)
          .with("tag", TEXT)
          .type();

  private static final Struct MANIFEST =
      struct("Manifest")
          .with("digest", TEXT)
          .with("platform", TEXT)
          .with("referrers", new Many(REFERRER))
          .type();

  private static final Struct CONTENT =
      struct("Content")
          .with("kind", TEXT)
          .with("name", TEXT)
          .with("reference", TEXT)
          .with("host", TEXT)
          .with("repository", TEXT)
          .with("tag", TEXT)
          .with("digest", TEXT)
          .with("mediaType", TEXT)
          .with("counter", NUMBER)
          .with("platforms", TEXTS)
          .with("digests", TEXTS)
          .with("manifests", new Many(MANIFEST))
          .with("referrers", new Many(REFERRER))
          .type();

  private static final Struct PLAN_IMAGE =
      struct("PlanImage")
          .with("image", TEXT)
          .with("field", TEXT)
          .with("host", TEXT)
          .with("repository", TEXT)
          .with("tag", TEXT)
          .with("digest", TEXT)
          .with("pinned", FLAG)
          .type();

  private static final Struct PLAN_OBJECT =
      struct("PlanObject")
          .with("kind", TEXT)
          .with("name", TEXT)
          .with("namespace", TEXT)
          .with("version", TEXT)
          .type();

  private static final Struct PLAN =
      struct("Plan")
          .with("name", TEXT)
          .with("digest", TEXT)
          .with("approval", TEXT)
          .with("objects", new Many(PLAN_OBJECT))
          .with("images", new Many(PLAN_IMAGE))
          .type();

  private static final Struct SITE =
      struct("Site")
          .with("id", TEXT)
          .with("channel", TEXT)
          .with("labels", new Labels())
          .with("groups", TEXTS)
          .with("epoch", NUMBER)
          .with("sequence", NUMBER)
          .type();

  /** The variables of every policy; {@code settings} and {@code it} come with each rule. */
  public static final Struct FACTS =
      struct("Facts")
          .with("statement", STATEMENT)
          .with("signers", TEXTS)
          .with("certificates", new Many(CERTIFICATE))
          .with("root", ROOT)
          .with("content", new Many(CONTENT))
          .with("plans", new Many(PLAN))
          .with("site", SITE)
          .with("now", TIME)
          .type();

  /** Every variable and every field, for hints. */
  public static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(names(FACTS, new TreeSet<>(Set.of("settings", "it"))));

  private Vocabulary() {}

  private static SortedSet<String> names(Type type, SortedSet<String> names) {
    switch (type) {
      case Struct struct -> {
        names.addAll(struct.fields().keySet());
        struct.fields().values().forEach(field -> names(field, names));
      }
      case Many many -> names(many.item(), names);
      case Labels _, Type.Scalar _ -> {}
    }
    return names;
  }

  private static Fields struct(String name) {
    return new Fields(name, new LinkedHashMap<>());
  }

  private record Fields(String name, SequencedMap<String, Type> fields) {
    Fields with(String field, Type type) {
      fields.put(field, type);
      return this;
    }

    Struct type() {
      return new Struct(name, Collections.unmodifiableSequencedMap(fields));
    }
  }
}
