package dev.skerry.upstream;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can go wrong between a source of images and the content store. */
public enum UpstreamError implements ErrorCode {
  LOCATION(2001, Side.DESK, ExitCode.USAGE, "Write from: as the message shows."),
  NOT_FOUND(2101, Side.UPSTREAM, ExitCode.FAILED, "Check the spelling, or push the image first."),
  UNAUTHORIZED(
      2102,
      Side.UPSTREAM,
      ExitCode.FAILED,
      "Log in to the registry (docker login, or a credential helper), then run this again."),
  FORBIDDEN(
      2103,
      Side.UPSTREAM,
      ExitCode.FAILED,
      "Ask the registry's owner for pull access to this repository."),
  TLS(
      2104,
      Side.UPSTREAM,
      ExitCode.FAILED,
      "Give the registry's CA with --ca-file, or plain HTTP with --plain-http, if it is that."),
  UNREACHABLE(
      2105,
      Side.UPSTREAM,
      ExitCode.FAILED,
      "Check host, port and network, then run this again: what is stored already stays."),
  ANSWER(2106, Side.UPSTREAM, ExitCode.FAILED, "Ask the registry's owner what this answer means."),
  BUSY(2107, Side.UPSTREAM, ExitCode.FAILED, "Wait, then run this again: it goes on."),
  WRONG_DIGEST(
      2108,
      Side.UPSTREAM,
      ExitCode.FAILED,
      "Nothing was stored; ask the registry's owner, or look for a proxy that alters content."),
  WRONG_SIZE(
      2109,
      Side.UPSTREAM,
      ExitCode.FAILED,
      "Nothing was stored; the manifest and the content do not belong together."),
  CREDENTIALS(2110, Side.DESK, ExitCode.FAILED, "Repair the Docker configuration that is named."),
  BROKEN_SOURCE(
      2201, Side.UPSTREAM, ExitCode.FAILED, "Make the layout or archive again, then lock again."),
  AMBIGUOUS(2202, Side.UPSTREAM, ExitCode.USAGE, "Name one of them after the path: oci:DIR:TAG."),
  BAD_MANIFEST(
      2301, Side.UPSTREAM, ExitCode.FAILED, "Have the image built again with a current tool."),
  SCHEMA1(
      2302,
      Side.UPSTREAM,
      ExitCode.FAILED,
      "Push the image again with a current tool: no current node pulls Docker schema 1."),
  SHA512(
      2303,
      Side.UPSTREAM,
      ExitCode.FAILED,
      "Have the image built with sha256; bundle format v1 carries nothing else."),
  TOO_LARGE(
      2304, Side.UPSTREAM, ExitCode.FAILED, "Split it; bundle format v1 does not carry more."),
  TOO_DEEP(2305, Side.UPSTREAM, ExitCode.FAILED, "Have the index built with fewer levels."),
  TOO_MANY(2306, Side.UPSTREAM, ExitCode.FAILED, "Choose fewer with referrers:."),
  PLATFORM(
      2307, Side.UPSTREAM, ExitCode.FAILED, "Write platforms: at this image with those it has."),
  ROOTFS(2401, Side.DESK, ExitCode.FAILED, "Correct the root filesystem, then build again."),
  STORE(2501, Side.DESK, ExitCode.FAILED, "Check the disk and the rights of the content store."),
  STORE_SPACE(2502, Side.DESK, ExitCode.NO_SPACE, "Free space in the content store's disk."),
  STORE_BUSY(
      2503, Side.DESK, ExitCode.FAILED, "Wait until the other build is done, then run this again."),
  NOT_HELD(2504, Side.DESK, ExitCode.FAILED, "Run skerry build again: it fetches what is missing.");

  private final Spec spec;

  UpstreamError(int number, Side side, ExitCode exit, String next) {
    spec = new Spec(number, side, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
