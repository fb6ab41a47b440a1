package dev.skerry.desk.audit;

import dev.skerry.cel.PolicyError;
import dev.skerry.format.accept.AcceptError;
import dev.skerry.format.archive.ArchiveError;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.oci.OciError;
import dev.skerry.plans.PlanError;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a receipt's code stands for: a receipt has the code of a refusal and no words. */
final class RefusalWords {
  private static final Map<String, ErrorCode> CODES =
      Stream.of(
              AcceptError.values(),
              ReadError.values(),
              ArchiveError.values(),
              OciError.values(),
              FormatError.values(),
              PolicyError.values(),
              PlanError.values())
          .flatMap(Arrays::stream)
          .collect(Collectors.toUnmodifiableMap(ErrorCode::code, code -> code));

  private RefusalWords() {}

  static String of(String code) {
    return Optional.ofNullable(CODES.get(code))
        .map(RefusalWords::words)
        .orElse("docs/errors.md says what " + code + " stands for");
  }

  /** Whether it says that content is damaged or not trusted. */
  static boolean ofIntegrity(String code) {
    return Optional.ofNullable(CODES.get(code))
        .filter(one -> ofIntegrity(one.spec().exit()))
        .isPresent();
  }

  static boolean ofIntegrity(ExitCode exit) {
    return exit == ExitCode.NOT_TRUSTED || exit == ExitCode.DAMAGED;
  }

  private static String words(ErrorCode code) {
    String name = ((Enum<?>) code).name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return name + ". " + code.spec().next();
  }
}
