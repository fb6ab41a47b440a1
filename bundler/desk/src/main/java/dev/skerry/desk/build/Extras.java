package dev.skerry.desk.build;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.format.certificate.RevocationLists;
import dev.skerry.format.log.Acks;
import dev.skerry.plans.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle carries in {@code head/}: a list that would be empty is left out.
 *
 * @param bodies by name
 * @param warnings what a person should look at
 */
record Extras(SortedMap<String, byte[]> bodies, List<Finding> warnings) {
  /** Copies the collections. */
  Extras {
    bodies = Collections.unmodifiableSortedMap(new TreeMap<>(bodies));
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads what a description names.
   *
   * @param acks what was seen of the sites' logs
   * @throws dev.skerry.format.error.SkerryException {@link DeskError#UNREADABLE}, and {@link
   *     dev.skerry.format.error.FormatError#CERTIFICATE_FILE} for what is no revocation list
   */
  static Extras of(BundleSpec spec, Acks acks, Instant issued) {
    SortedMap<String, byte[]> bodies = new TreeMap<>();
    List<Finding> warnings = new ArrayList<>();
    if (!acks.sites().isEmpty()) {
      bodies.put(Acks.NAME, acks.bytes());
    }
    if (!spec.crls().isEmpty()) {
      List<RevocationLists> files =
          spec.crls().stream()
              .map(crl ->
                  RevocationLists.of(
                      LocalFiles.read(spec.resolve(crl.path()), RevocationLists.FILE), crl.path()))
              .toList();
      RevocationLists lists = RevocationLists.of(files, "crls");
      bodies.put(RevocationLists.NAME, lists.bytes());
      for (String issuer : lists.ended(issued)) {
        warnings.add(
            Finding.warning(
                DeskError.LIST_ENDED,
                "crls",
                "the list of " + issuer + " has no end after " + issued));
      }
    }
    return new Extras(bodies, warnings);
  }
}
