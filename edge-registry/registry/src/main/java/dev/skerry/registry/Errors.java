package dev.skerry.registry;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.store.StoreError;
import io.helidon.http.HeaderNames;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Failures as the distribution specification writes them: a status and an {@code errors} list. */
final class Errors {
  static final String JSON = "application/json";

  /** Failures of the store that pass. */
  private static final Set<String> RETRY =
      Set.of(StoreError.OVERLOADED.code(), StoreError.CLOSED.code());

  private Errors() {}

  static Answer answer(ErrorCode code, String item, String reason) {
    return answer(new SkerryException(code, item, reason).problem());
  }

  static Answer answer(Problem problem) {
    RegistryError error = error(problem);
    int status = RETRY.contains(problem.code()) ? 503 : error.status();
    Answer answer =
        new Answer(status, Map.of(HeaderNames.CONTENT_TYPE, JSON), new Answer.Bytes(body(problem)));
    return status == 429 || status == 503 ? answer.with(HeaderNames.RETRY_AFTER, "1") : answer;
  }

  /** Failures of the store under the API are the gateway's own. */
  private static RegistryError error(Problem problem) {
    RegistryError other =
        problem.exit() == ExitCode.NO_SPACE ? RegistryError.NO_SPACE : RegistryError.INTERNAL;
    return RegistryError.of(problem).orElse(other);
  }

  /** The body of an error. */
  static byte[] body(Problem problem) {
    return JsonText.object()
        .objects(
            "errors",
            List.of(problem),
            (json, p) ->
                json.put("code", error(p).oci())
                    .put("message", p.item() + ": " + p.reason())
                    .object(
                        "detail",
                        d ->
                            d.put("code", p.code())
                                .put("side", p.side().word())
                                .put("next", p.next())))
        .bytes();
  }
}
