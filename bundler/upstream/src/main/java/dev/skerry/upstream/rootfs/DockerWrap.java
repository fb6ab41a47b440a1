package dev.skerry.upstream.rootfs;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.Platform;
import dev.skerry.format.archive.UstarHeader;
import dev.skerry.format.json.JsonText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * A root filesystem as the only layer of a Docker archive, which is how Jib takes a base layer
 * without touching what is in it. The layer is compressed straight into its place, so that Jib need
 * not; the header before it follows when its size is known.
 */
final class DockerWrap {
  private static final String LAYER = "layer.tar.gz";

  private DockerWrap() {}

  /** Writes the archive. */
  static void write(Path rootfs, Platform platform, Path archive) throws IOException {
    MessageDigest hash = Digest.sha256();
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
      file.seek(UstarHeader.BLOCK);
      OutputStream out =
          new BufferedOutputStream(
              Channels.newOutputStream(file.getChannel()), Limits.V1.copyBuffer());
      try (BlockGzip layer = new BlockGzip(out)) {
        RootfsTar.write(rootfs, new DigestOutputStream(layer, hash));
        layer.finish();
      }
      long size = file.getFilePointer() - UstarHeader.BLOCK;
      out.write(new byte[UstarHeader.padding(size)]);
      member(out, "config.json", config(platform, Digest.of(hash)));
      member(out, "manifest.json", MANIFEST.getBytes(StandardCharsets.UTF_8));
      out.write(new byte[2 * UstarHeader.BLOCK]);
      out.flush();
      file.seek(0);
      file.write(UstarHeader.of(LAYER, size));
    }
  }

  private static final String MANIFEST =
      "[{\"Config\":\"config.json\",\"RepoTags\":[],\"Layers\":[\"" + LAYER + "\"]}]";

  private static void member(OutputStream out, String name, byte[] body) throws IOException {
    out.write(UstarHeader.of(name, body.length));
    out.write(body);
    out.write(new byte[UstarHeader.padding(body.length)]);
  }

  private static byte[] config(Platform platform, Digest layer) {
    return JsonText.object()
        .put("architecture", platform.architecture())
        .put("os", platform.os())
        .object("config", config -> {})
        .object(
            "rootfs",
            rootfs -> rootfs.put("type", "layers").strings("diff_ids", List.of(layer.toString())))
        .bytes();
  }
}
