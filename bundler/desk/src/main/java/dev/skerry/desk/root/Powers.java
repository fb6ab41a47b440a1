package dev.skerry.desk.root;

import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.sign.Scheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** What the signers of a root document can do, one by one and together, over all its roles. */
public final class Powers {
  private static final int MOST_SETS = 20;

  private final RootDocument document;
  private final List<String> able;

  /** Of this document: a signer with a revoked key can do nothing. */
  public Powers(RootDocument document) {
    this.document = document;
    this.able =
        document.signers().stream().filter(s -> why(s).isEmpty()).map(RootSigner::name).toList();
  }

  /** Why a signer counts no more, in words that follow its name; empty when it does. */
  String why(RootSigner signer) {
    if (signer.keys().stream().anyMatch(k -> document.revoked().keys().contains(k.keyid()))) {
      return " (a key is revoked: does not count)";
    }
    boolean known = signer.keys().stream().allMatch(k -> Scheme.of(k.scheme()).isPresent());
    return known ? "" : " (a key has a scheme that is not known: does not count)";
  }

  /** Whether a signer needs nobody else in a role. */
  public boolean alone(RoleName name, String signer) {
    return document.roles().of(name).threshold() == 1 && able(name).contains(signer);
  }

  /** Those of a role that count. */
  List<String> able(RoleName name) {
    return document.roles().of(name).signers().stream().filter(able::contains).toList();
  }

  /** A line for each signer that counts, and for each smallest set that can do more. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    able.forEach(signer -> lines.add("  " + signer + " alone: " + deeds(List.of(signer))));
    SequencedSet<List<String>> sets = new LinkedHashSet<>();
    for (RoleName name : RoleName.values()) {
      int threshold = Math.toIntExact(document.roles().of(name).threshold());
      if (threshold > 1) {
        choose(able(name), threshold, List.of(), sets);
      }
    }
    sets.stream()
        .limit(MOST_SETS)
        .forEach(set -> lines.add("  " + String.join(" and ", set) + ": " + deeds(set)));
    if (sets.size() > MOST_SETS) {
      lines.add("  and other sets of as many");
    }
    return lines;
  }

  /** What nobody can do, and what one can do without another. */
  List<String> warnings() {
    List<String> lines = new ArrayList<>();
    for (RoleName name : RoleName.values()) {
      long threshold = document.roles().of(name).threshold();
      List<String> signers = able(name);
      if (signers.size() < threshold) {
        lines.add(
            "warning: role %s asks for %d and only %d of its signers count: nobody can %s"
                .formatted(name.word(), threshold, signers.size(), deed(name)));
      } else if (threshold == 1) {
        lines.add(
            "warning: role %s asks for 1: each of %s can act alone"
                .formatted(name.word(), String.join(", ", signers)));
      }
    }
    List<String> several =
        able.stream()
            .filter(signer ->
                Arrays.stream(RoleName.values()).filter(r -> able(r).contains(signer)).count() > 1)
            .toList();
    if (!several.isEmpty()) {
      lines.add(
          "warning: in more than one role, so that their keys together can do more than one thing: "
              + String.join(", ", several));
    }
    return lines;
  }

  private String deeds(List<String> signers) {
    String deeds =
        Arrays.stream(RoleName.values())
            .filter(name ->
                able(name).stream().filter(signers::contains).count()
                    >= document.roles().of(name).threshold())
            .map(Powers::deed)
            .collect(Collectors.joining("; "));
    return deeds.isEmpty() ? "nothing" : deeds;
  }

  private static String deed(RoleName name) {
    return switch (name) {
      case ROOT -> "sign the next root document, and so change all of this";
      case RELEASE -> "sign a bundle";
      case DEPLOY -> "register sites and give permits";
    };
  }

  /** The sets of so many signers, up to one more than are shown. */
  private static void choose(
      List<String> from, int count, List<String> chosen, SequencedSet<List<String>> sets) {
    if (count == 0) {
      sets.add(chosen);
      return;
    }
    for (int i = 0; i + count <= from.size() && sets.size() <= MOST_SETS; i++) {
      List<String> more = new ArrayList<>(chosen);
      more.add(from.get(i));
      choose(from.subList(i + 1, from.size()), count - 1, List.copyOf(more), sets);
    }
  }
}
