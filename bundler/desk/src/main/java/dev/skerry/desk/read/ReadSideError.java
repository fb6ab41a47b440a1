package dev.skerry.desk.read;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can go wrong while a bundle or what came back from a site is read at a desk. */
public enum ReadSideError implements ErrorCode {
  SITE_FILE(3801, ExitCode.USAGE, "Correct the lines of the site file that are named."),
  SITES(3802, ExitCode.USAGE, "Correct the option that is named."),
  NO_RECEIPTS(3803, ExitCode.DAMAGED, "Look whether this is the stick that came back from a site."),
  INTERRUPTED(3804, ExitCode.FAILED, "Run the command again."),
  SITES_NOT_TRUSTED(
      3805,
      ExitCode.NOT_TRUSTED,
      "Restore sites.dsse.json from git. After the signers of role deploy changed, or a key of one"
          + " was revoked, those who are left sign it anew, as many as the root asks for:"
          + " skerry site sign."),
  NOT_DEPLOY(
      3806,
      ExitCode.NOT_TRUSTED,
      "Give --sign-key for as many signers of role deploy as the root asks for; skerry root show"
          + " names them."),
  SITES_BY_REVOKED(
      3807,
      ExitCode.NOT_TRUSTED,
      "Whoever has the revoked key could have written this list. skerry site sign shows each key"
          + " in it: compare them with git from before the key was lost, or with the sites. When"
          + " all are right, add --confirm-list and the digest; otherwise put the list away and"
          + " register each site again."),
  CHECKPOINT(3811, ExitCode.NOT_TRUSTED, "Ask the site for this receipt again."),
  LOG_SHORTENED(
      3812,
      ExitCode.NOT_TRUSTED,
      "Ask what happened at the site: its log was cut, or its data folder restored from a copy."),
  LOG_FORKED(
      3813,
      ExitCode.NOT_TRUSTED,
      "Ask what happened at the site: its log was rewritten, or two gateways have one key."),
  LOG_UNPROVED(
      3814,
      ExitCode.DONE,
      "Collect the receipts that are missing; the next bundle tells the site what was seen."),
  NUMBER_TWICE(
      3815,
      ExitCode.NOT_TRUSTED,
      "Ask what happened at the site: it gave one number to two receipts. Keep the"
          + " stick: the ledger holds the first one only."),
  UNKNOWN_GATEWAY(
      3816,
      ExitCode.NOT_TRUSTED,
      "Register the gateway, if it is one: skerry site add. Until then its receipts say nothing."),
  SITE_LAGS(3817, ExitCode.DONE, "Bring the newest bundle there, or ask why it was not admitted."),
  KEY_CHANGED(
      3818,
      ExitCode.DONE,
      "Ask the site for its new public key and compare the key id, then register it with the"
          + " command above; until then what it signed is not kept. Whoever stole the key before"
          + " could say this too."),
  KEY_REPLACED(
      3819,
      ExitCode.NOT_TRUSTED,
      "Ask what happened at the site: a key that was replaced goes on signing. It was stolen, or"
          + " the data folder restored from a copy."),
  KEY_REPLACED_LATE(
      3820,
      ExitCode.NOT_TRUSTED,
      "Look at what it says as a claim only: whoever has the old key could have signed it. Collect"
          + " the receipts of a site before its new key is registered."),
  PERMIT_NOT_COUNTED(
      3821,
      ExitCode.NOT_TRUSTED,
      "Ask what happened at the site: its gateway took this permit for one that counts."),
  RECEIPT_AHEAD(
      3822,
      ExitCode.DONE,
      "Compare the clock here and the gateway's with a watch; set the one that is wrong. What the"
          + " receipt says of time does not count."),
  RECEIPT_BEFORE_FLOOR(
      3823,
      ExitCode.DONE,
      "Ask the site to compare its clock with a watch. If that is right, a clock was ahead when a"
          + " bundle was admitted there."),
  STATE_FELL(
      3824,
      ExitCode.NOT_TRUSTED,
      "Ask what happened at the site: its database was changed from outside, or its data folder"
          + " restored from a copy. Nothing older than what was accepted may be served there.");

  private final Spec spec;

  ReadSideError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.DESK, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
