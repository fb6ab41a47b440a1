package dev.skerry.gateway.service;

import dev.skerry.format.error.OneLine;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.gateway.origin.MediumFacts;
import dev.skerry.site.ImportRequest;
import dev.skerry.store.AuditLog;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Writes who brings what, and on which medium, into the log before any of it is judged. */
final class Custody {
  /** Characters of a path that the log keeps: as long as Linux lets one be. */
  private static final int PATH = 4_096;

  private final AuditLog log;
  private final MediumFacts media;
  private final JudgedBy judgedBy;

  Custody(AuditLog log, MediumFacts media, JudgedBy judgedBy) {
    this.log = log;
    this.media = media;
    this.judgedBy = judgedBy;
  }

  /** An import begins; its first source is the entry's object, and it says what it judges by. */
  void importBegins(Caller caller, ImportRequest request) {
    List<Path> sources = request.sources();
    SortedMap<String, String> detail = detail(caller, sources);
    detail.putAll(judgedBy.texts());
    if (sources.size() > 1) {
      detail.put("sources", Integer.toString(sources.size()));
    }
    append("import.begun", caller, sources.getFirst(), detail);
  }

  /** Somebody wants an earlier bundle to be the active one. */
  void goBackBegins(Caller caller, Path permit) {
    append("go-back.begun", caller, permit, detail(caller, List.of(permit)));
  }

  private SortedMap<String, String> detail(Caller caller, List<Path> paths) {
    SortedMap<String, String> detail = media.of(paths);
    detail.putAll(caller.detail());
    return detail;
  }

  private void append(String name, Caller caller, Path path, SortedMap<String, String> detail) {
    String object = OneLine.of(path.toString(), PATH);
    log.append(new AuditLog.Event(name, caller.actor(), object, detail));
  }
}
