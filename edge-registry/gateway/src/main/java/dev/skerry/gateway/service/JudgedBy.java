package dev.skerry.gateway.service;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.setup.Setting;
import dev.skerry.site.SitePolicies;
import dev.skerry.site.SiteSettings;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a site judges bundles by beyond the format, as its log has it with every import: settings
 * come from whoever starts the program, and policies can be changed while it runs.
 *
 * @param servesRevoked whether content that is held goes on being served once it was revoked
 */
record JudgedBy(SiteSettings settings, boolean servesRevoked, SitePolicies policies) {
  private static final String NONE = "none";

  /** By the names of the settings, and {@code policies}: see {@link SitePolicies#digest}. */
  SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put(
        Setting.MAX_AGE.word(),
        settings.maxAge().map(age -> Long.toString(age.toDays())).orElse(NONE));
    texts.put(Setting.RESERVE.word(), Long.toString(settings.reserve()));
    texts.put(Setting.REVOKED.word(), servesRevoked ? "serve" : "refuse");
    texts.put("policies", digest());
    return texts;
  }

  /** What cannot be read refuses every bundle, and says why. */
  private String digest() {
    try {
      return policies.digest().map(Digest::toString).orElse(NONE);
    } catch (SkerryException e) {
      return e.problem().code();
    }
  }
}
