package dev.skerry.format.accept;

import static dev.skerry.format.error.ExitCode.DONE;
import static dev.skerry.format.error.ExitCode.NOT_TRUSTED;
import static dev.skerry.format.error.ExitCode.NO_SPACE;
import static dev.skerry.format.error.ExitCode.REFUSED;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Every refusal and every warning of format section 6. */
public enum AcceptError implements ErrorCode {
  ANCHOR_THRESHOLD(
      1101,
      Side.DESK,
      NOT_TRUSTED,
      "Let more signers of role root sign this root document; then repeat."),
  ROOT_FORKED(
      1102,
      Side.STICK,
      NOT_TRUSTED,
      "Do not use this stick. Call the release desk: somebody signed two root documents of one"
          + " version."),
  ROOT_GAP(1103, Side.STICK, NOT_TRUSTED, "Ask the release desk for a bundle with all roots."),
  ROOT_OLD_THRESHOLD(
      1104,
      Side.STICK,
      NOT_TRUSTED,
      "Do not use this stick; ask the release desk about this root."),
  ROOT_NEW_THRESHOLD(
      1105,
      Side.STICK,
      NOT_TRUSTED,
      "Do not use this stick; ask the release desk about this root."),
  ROOT_PRODUCT(
      1106, Side.STICK, NOT_TRUSTED, "Bring the stick to a site of its product; check its label."),
  ROOT_EPOCH(
      1107,
      Side.STICK,
      NOT_TRUSTED,
      "Do not use this stick. Call the release desk and give this number."),
  ROOT_REVOKED(
      1108,
      Side.STICK,
      NOT_TRUSTED,
      "Do not use this stick. Call the release desk and give this number."),
  ROOT_KEY(
      1109,
      Side.STICK,
      NOT_TRUSTED,
      "Do not use this stick. Call the release desk and give this number."),
  ROOT_LIMIT(1110, Side.STICK, NOT_TRUSTED, "Ask the release desk for another bundle."),
  RELEASE_THRESHOLD(
      1111,
      Side.STICK,
      NOT_TRUSTED,
      "Do not use this stick. Ask the release desk for a bundle that enough signers signed."),

  FEATURE(1120, Side.GATEWAY, REFUSED, "Update the gateway first, then import the bundle again."),
  PRODUCT(1121, Side.STICK, REFUSED, "Bring the stick that is meant for this product."),
  CHANNEL(1122, Side.STICK, REFUSED, "Bring the stick that is meant for this channel."),
  AUDIENCE(
      1123,
      Side.STICK,
      REFUSED,
      "Bring the stick that is meant for this site, or ask the release desk to widen its"
          + " audience."),
  BUNDLE_REVOKED(1124, Side.STICK, NOT_TRUSTED, "Destroy this copy and bring the newest bundle."),
  CONTENT_REVOKED(
      1125, Side.STICK, NOT_TRUSTED, "Bring a newer bundle, built without this content."),
  EPOCH(1126, Side.STICK, REFUSED, "Bring a bundle that was built after the root was changed."),
  TWO_BUNDLES(
      1127,
      Side.STICK,
      REFUSED,
      "Call the release desk: two different bundles have one number. Keep this stick."),
  ROLLBACK(1128, Side.STICK, REFUSED, "Bring a newer bundle; this site never goes back."),
  ROOT_EXPIRED(
      1129,
      Side.DESK,
      REFUSED,
      "Compare the gateway's clock with a watch. If it is right, ask the release desk for a bundle"
          + " with a newer root document."),
  EXPIRED(
      1130,
      Side.STICK,
      REFUSED,
      "Compare the gateway's clock with a watch. If it is right, bring a newer bundle, or ask the"
          + " release desk for a permit."),
  TOO_OLD(
      1131,
      Side.STICK,
      REFUSED,
      "Compare the gateway's clock with a watch. If it is right, bring a newer bundle, or ask the"
          + " release desk for a permit."),
  CLOCK_BEHIND(
      1132,
      Side.GATEWAY,
      REFUSED,
      "Compare the gateway's clock with a watch. If it is wrong, set it (timedatectl) and import"
          + " again. If it is right, leave it: the desk's clock was wrong. Call the release desk"
          + " for a new bundle."),
  CLOCK_AHEAD(
      1133,
      Side.GATEWAY,
      REFUSED,
      "Compare the gateway's clock with a watch. If it is wrong, set it (timedatectl) and import"
          + " again. If it is right, leave it: bring a newer bundle, or ask the release desk for a"
          + " permit."),
  LIFETIME(1134, Side.DESK, REFUSED, "Ask the release desk for a bundle with a shorter life."),
  COUNTER(
      1135,
      Side.DESK,
      REFUSED,
      "Ask the release desk for a bundle that names this downgrade, or for a permit."),
  GO_BACK(1136, Side.DESK, REFUSED, "Ask the release desk for a permit: --rule go-back."),

  PLAN_NOT_CARRIED(1140, Side.DESK, REFUSED, "Ask the release desk to build the bundle anew."),
  OMITTED_NOT_HELD(
      1141,
      Side.GATEWAY,
      REFUSED,
      "Import the bundle before it again, which brings back what was lost; or bring the full"
          + " bundle."),
  SPACE(1142, Side.GATEWAY, NO_SPACE, "Free space on the gateway's disk, then import again."),

  WARN_CLOCK_BEHIND(
      1150,
      Side.GATEWAY,
      DONE,
      "Compare the gateway's clock with a watch. If it is wrong, set it (timedatectl). If it is"
          + " right, leave it and call the release desk: its clock was ahead."),
  WARN_CLOCK_BEFORE_FLOOR(
      1151,
      Side.GATEWAY,
      DONE,
      "Compare the gateway's clock with a watch. If it is wrong, set it (timedatectl). If it is"
          + " right, leave it and call the release desk: an earlier bundle came from the future,"
          + " and a permit or a new epoch helps."),
  WARN_PERMITTED(1152, Side.GATEWAY, DONE, "Nothing: a permit of the desk lets it in."),
  WARN_PERMIT_NOT_COUNTED(
      1153, Side.STICK, DONE, "Ask the release desk for a permit that fits this bundle and site."),
  WARN_CERTIFICATE(
      1154, Side.DESK, DONE, "Ask the release desk; what counts is the key, unless a policy asks.");

  private final Spec spec;

  AcceptError(int number, Side side, ExitCode exit, String next) {
    spec = new Spec(number, side, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
