package dev.skerry.desk.audit;

import dev.skerry.cel.PolicyError;
import dev.skerry.format.accept.AcceptError;
import dev.skerry.format.archive.ArchiveError;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.oci.OciError;
import dev.skerry.plans.PlanError;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a receipt's code stands for: a receipt has the code of a refusal and no words. */
final class RefusalWords {
  private static final Map<String, String> WORDS =
      Stream.of(
              AcceptError.values(),
              ReadError.values(),
              ArchiveError.values(),
              OciError.values(),
              FormatError.values(),
              PolicyError.values(),
              PlanError.values())
          .flatMap(Arrays::stream)
          .collect(Collectors.toUnmodifiableMap(ErrorCode::code, RefusalWords::words));

  private RefusalWords() {}

  static String of(String code) {
    return WORDS.getOrDefault(code, "docs/errors.md says what " + code + " stands for");
  }

  private static String words(ErrorCode code) {
    String name = ((Enum<?>) code).name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return name + ". " + code.spec().next();
  }
}
