package dev.skerry.desk.build;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.format.certificate.KeyCertificate;
import dev.skerry.format.certificate.KeyCertificates;
import dev.skerry.format.certificate.RevocationLists;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.log.Acks;
import dev.skerry.plans.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
   * @param root whose certificates are judged as sites will do
   * @throws dev.skerry.format.error.SkerryException {@link DeskError#UNREADABLE}, and {@link
   *     dev.skerry.format.error.FormatError#CERTIFICATE_FILE} for what is no revocation list
   */
  static Extras of(BundleSpec spec, Acks acks, RootDocument root, Instant issued) {
    SortedMap<String, byte[]> bodies = new TreeMap<>();
    List<Finding> warnings = new ArrayList<>();
    if (!acks.sites().isEmpty()) {
      bodies.put(Acks.NAME, acks.bytes());
    }
    RevocationLists lists = RevocationLists.NONE;
    if (!spec.crls().isEmpty()) {
      List<RevocationLists> files =
          spec.crls().stream()
              .map(crl ->
                  RevocationLists.of(
                      LocalFiles.read(spec.resolve(crl.path()), RevocationLists.FILE), crl.path()))
              .toList();
      lists = RevocationLists.of(files, "crls");
      bodies.put(RevocationLists.NAME, lists.bytes());
      for (String issuer : lists.ended(issued)) {
        warnings.add(
            Finding.warning(
                DeskError.LIST_ENDED,
                "crls",
                "the list of " + issuer + " has no end after " + issued));
      }
    }
    KeyCertificates.of(root, root.roles().of(RoleName.RELEASE).signers(), issued, lists).stream()
        .flatMap(certificate -> warning(certificate, !spec.crls().isEmpty()).stream())
        .forEach(warnings::add);
    return new Extras(bodies, warnings);
  }

  /**
   * What a site will see, and a policy of it may refuse.
   *
   * @param listed whether lists were named: without, nobody expects that revocation is known
   */
  private static Optional<Finding> warning(KeyCertificate certificate, boolean listed) {
    String item = "certificate of " + certificate.signer();
    if (!certificate.sound()) {
      return Optional.of(Finding.warning(DeskError.CERTIFICATE, item, certificate.reason()));
    }
    String known =
        switch (certificate.revocation()) {
          case GOOD, REVOKED -> "";
          case STALE -> "the newest list of one of its authorities had ended";
          case UNKNOWN -> "no list that counts of one of its authorities is in the bundle";
        };
    return known.isEmpty() || !listed
        ? Optional.empty()
        : Optional.of(Finding.warning(DeskError.CERTIFICATE, item, known));
  }
}
