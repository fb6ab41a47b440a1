package dev.skerry.gateway.setup;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Failures of setting up, of the service and of its commands. */
public enum GatewayError implements ErrorCode {
  SETTING(8501, ExitCode.USAGE, "Correct the option, the variable or the line in skerryd.yaml."),
  NOT_INITIALISED(
      8502,
      ExitCode.USAGE,
      "Look whether --data names the gateway's folder; skerryd init makes a new one."),
  INIT_OPTIONS(
      8503, ExitCode.USAGE, "Give --site and --root, perhaps with --policy, or --depot alone."),
  NAME(8504, ExitCode.USAGE, "Use lower case, digits and dashes, at most 40."),
  FILE(8506, ExitCode.FAILED, "Look at the path and at who may read and write it."),
  LISTEN(8507, ExitCode.FAILED, "Choose another address, or stop what listens there."),
  TLS(8508, ExitCode.USAGE, "Give a PEM certificate chain and its unencrypted PKCS#8 key."),
  AWAY(8509, ExitCode.UNREACHABLE, "Start skerryd serve, then repeat."),
  TOKEN(8510, ExitCode.FAILED, "Run the command as the user that owns the data folder."),
  REQUEST(8511, ExitCode.FAILED, "Use the skerryd of the same version as the service."),
  FOREIGN(8512, ExitCode.FAILED, "Reach the admin API by its own address, from no web page."),
  INTERNAL(8513, ExitCode.FAILED, "Keep the message and the log, and report them."),
  DEPOT(8514, ExitCode.USAGE, "Push to a depot; import at a site."),
  NOTHING_HELD(8515, ExitCode.FAILED, "Import a bundle first, then repeat."),
  ROOT_ENDS(8516, ExitCode.DONE, "Ask the release desk for a bundle with a newer root."),
  DISK_LOW(8517, ExitCode.DONE, "Free space on this disk before the next import."),
  REVOKED_HELD(
      8518,
      ExitCode.DONE,
      "Import a bundle without it; until then it goes on being served, unless revoked: refuse is"
          + " set."),
  KEY(
      8519,
      ExitCode.FAILED,
      "Restore gateway.key.pem from the same backup as the rest of the data folder."),
  DEPOT_KEY(8520, ExitCode.USAGE, "Name the data folder of a site's gateway: only that has a key."),
  LOOSER(
      8521,
      ExitCode.DONE,
      "Nothing, if that is meant; only skerryd.yaml loosens what an import judges by, and only a"
          + " permit of the release desk lifts a refusal."),
  OF_THE_SERVICE(
      8522,
      ExitCode.USAGE,
      "Leave the option away, or write it into skerryd.yaml and start the service anew."),
  OWNER(
      8523,
      ExitCode.USAGE,
      "Run it as that user, for instance with sudo -u; or start the service and repeat."),
  OPEN_SECRET(
      8524,
      ExitCode.DONE,
      "Take the right from others with chmod 600; who could read it may have it: skerryd key rotate"
          + " makes a new key.");

  private final Spec spec;

  GatewayError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.GATEWAY, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
