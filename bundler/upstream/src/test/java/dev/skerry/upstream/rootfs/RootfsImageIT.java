package dev.skerry.upstream.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.Platform;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.kit.Programs;
import dev.skerry.upstream.manifest.ImageConfig;
import dev.skerry.upstream.manifest.Manifest;
import dev.skerry.upstream.manifest.RawManifest;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root filesystem goes through Jib and comes out of a tar with every attribute that it had. */
class RootfsImageIT {
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final String LONG = "n".repeat(120);

  @TempDir Path temp;
  private Path rootfs;
  private ContentStore store;

  @BeforeEach
  void makeRootFilesystem() throws Exception {
    Programs.need("tar", "setcap", "getcap", "mknod", "sh");
    assumeThat(Programs.run("id", "-u").strip()).as("runs as root").isEqualTo("0");
    rootfs = temp.resolve("rootfs");
    store = ContentStore.open(temp.resolve("store"));
    Programs.run(
        "sh",
        "-ec",
        """
        mkdir -p "$1/usr/bin" "$1/dev" "$1/var/tmp" "$1/etc"; cd "$1"
        printf program > usr/bin/ping; setcap cap_setuid,cap_setgid,cap_net_raw+ep usr/bin/ping
        printf su > usr/bin/su; chown 0:42 usr/bin/su; chmod 4750 usr/bin/su
        ln -s usr/bin bin; ln -s /nowhere/at/all dangling; ln usr/bin/su usr/bin/also-su
        mknod dev/null c 1 3; mknod dev/far b 259 70000; mkfifo dev/pipe
        chmod 1777 var/tmp; chown 100000:2500000 var/tmp; touch -d @1234567890 etc/motd
        : > "etc/$2"; ln -s "$2" "etc/to-$2"; printf x > etc/käse; chmod 0711 .
        mkdir -p "deep/$2/$2/$2"; printf y > "deep/$2/$2/$2/$2"
        printf z > "$(printf 'etc/latin-\\344')"; ln -s "$(printf '../\\344/')" "etc/to-latin"
        truncate -s 1M etc/sparse; printf end >> etc/sparse; printf '' > 'etc/new
        line'
        """,
        "sh",
        rootfs.toString(),
        LONG);
  }

  @Test
  void everyAttributeOfEveryEntryArrives() throws Exception {
    Manifest image = manifest(new RootfsImage(store).build(rootfs, AMD64, "1.4.0"));
    assertThat(image.layers()).hasSize(1);
    Path unpacked = Files.createDirectory(temp.resolve("unpacked"));
    Programs.run(
        "tar",
        "-xzpf",
        store.path(image.layers().getFirst().digest()).toString(),
        "--numeric-owner",
        "--xattrs",
        "--xattrs-include=*",
        "-C",
        unpacked.toString());
    assertThat(listing(unpacked)).isEqualTo(listing(rootfs)).contains("cap_net_raw").contains(LONG);
  }

  @Test
  void theSameFolderGivesTheSameDigest() throws Exception {
    Descriptor first = new RootfsImage(store).build(rootfs, AMD64, "1.4.0");
    ContentStore other = ContentStore.open(temp.resolve("other"));
    assertThat(new RootfsImage(other).build(rootfs, AMD64, "1.4.0")).isEqualTo(first);
  }

  @Test
  void aTarIsTheLayerByteForByteAndTheConfigSaysWhatItIs() throws Exception {
    Path tar = temp.resolve("rootfs.tar");
    Programs.run("tar", "-cf", tar.toString(), "-C", rootfs.toString(), ".");
    Platform arm64 = Platform.parse("linux/arm64");
    Manifest image = manifest(new RootfsImage(store).build(tar, arm64, "1.4.0"));
    Path layer = store.path(image.layers().getFirst().digest());
    try (InputStream in = new GZIPInputStream(Files.newInputStream(layer))) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(tar));
    }
    ImageConfig config = config(image);
    assertThat(config.platform()).contains(arm64);
    assertThat(config.version()).contains("1.4.0");
    assertThat(config.diffIds()).containsExactly(Digest.of(Files.readAllBytes(tar)).toString());
  }

  @Test
  void theConfigSaysTheVariantToo() throws Exception {
    Platform v6 = Platform.parse("linux/arm/v6");
    Manifest image = manifest(new RootfsImage(store).build(rootfs, v6, "1.4.0"));
    ImageConfig config = config(image);
    assertThat(config.platform()).contains(v6);
    assertThat(config.version()).contains("1.4.0");
    assertThat(image.layers()).hasSize(1);
  }

  @Test
  void aCompressedTarIsRefusedWithTheNextStep() throws Exception {
    Path tar = temp.resolve("rootfs.tar.gz");
    Programs.run("tar", "-czf", tar.toString(), "-C", rootfs.toString(), ".");
    assertThatThrownBy(() -> new RootfsImage(store).build(tar, AMD64, "1"))
        .hasMessageContaining("SKY-2401")
        .hasMessageContaining("no plain tar");
  }

  @Test
  void aTarThatEndsEarlyIsRefused() throws Exception {
    Path tar = temp.resolve("rootfs.tar");
    Programs.run("tar", "-cf", tar.toString(), "-C", rootfs.toString(), "etc");
    Programs.run("truncate", "-s", "200K", tar.toString());
    assertThatThrownBy(() -> new RootfsImage(store).build(tar, AMD64, "1"))
        .hasMessageContaining("SKY-2401")
        .hasMessageContaining("runcated");
  }

  @Test
  void aNameThatMeansDeletedInALayerIsRefusedInFolderAndTar() throws Exception {
    Files.createDirectory(rootfs.resolve("etc/.wh.d"));
    Path tar = temp.resolve("rootfs.tar");
    Programs.run("tar", "-cf", tar.toString(), "-C", rootfs.toString(), ".");
    for (Path input : new Path[] {rootfs, tar}) {
      assertThatThrownBy(() -> new RootfsImage(store).build(input, AMD64, "1"))
          .hasMessageContaining("SKY-2401")
          .hasMessageContaining("etc/.wh.d");
    }
  }

  @Test
  void theDigestOfAFolderIsThatOfTheLayerMadeOfIt() throws Exception {
    Manifest image = manifest(new RootfsImage(store).build(rootfs, AMD64, "1.4.0"));
    ImageConfig config = config(image);
    assertThat(config.diffIds()).containsExactly(RootfsImage.digest(rootfs).toString());
  }

  @Test
  void aSocketIsLeftOut() throws Exception {
    Digest before = RootfsImage.digest(rootfs);
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      FileTime time = Files.getLastModifiedTime(rootfs);
      socket.bind(UnixDomainSocketAddress.of(rootfs.resolve("socket")));
      Files.setLastModifiedTime(rootfs, time);
      assertThat(RootfsImage.digest(rootfs)).isEqualTo(before);
    }
  }

  @Test
  void nothingOfTheWorkStaysInTheStore() throws Exception {
    new RootfsImage(store).build(rootfs, AMD64, "1.4.0");
    try (var left = Files.list(store.folder().resolve("parts"))) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .allMatch(name -> name.endsWith(".lock"));
    }
  }

  private Manifest manifest(Descriptor image) {
    return Manifest.parse(
        new RawManifest(
            image.mediaType(), image.digest(), store.read(image.digest(), Limits.V1.manifest())),
        "image");
  }

  private ImageConfig config(Manifest image) {
    return ImageConfig.parse(
        store.read(image.config().orElseThrow().digest(), Limits.V1.manifest()), "config");
  }

  /** Type, mode, owner, link target, device, links, time in seconds, content and capabilities. */
  private static String listing(Path folder) throws Exception {
    return Programs.run(
        "sh",
        "-ec",
        """
        cd "$1"; export LC_ALL=C
        { find . -printf '%p %y %m %U:%G %Ts %l\\n'
          find . -type f -printf '%p links %n\\n' -exec sha256sum {} +
          find . '(' -type b -o -type c ')' -exec stat -c '%n device %t,%T' {} +
          getcap -r .
        } | sort | cat -v
        """,
        "sh",
        folder.toString());
  }
}
