package dev.skerry.format.testing;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.archive.Assembly;
import dev.skerry.format.archive.BundleImage;
import dev.skerry.format.archive.Layout;
import dev.skerry.format.archive.Member;
import dev.skerry.format.archive.VolumeNames;
import dev.skerry.format.archive.VolumesFile;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Downgrade;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Requires;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Totals;
import dev.skerry.format.oci.Artifacts;
import dev.skerry.format.oci.IndexJson;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.format.oci.Manifests;
import dev.skerry.format.sign.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes small bundles in memory; every field has a sound value until it is set. */
public final class TestBundle {
  private static final byte[] EMPTY = utf8("{}");

  public String product = "edge-fleet";
  public String channel = "stable";
  public long epoch = 1;
  public long sequence = 1;
  public Instant issued = TestRoots.ISSUED;
  public Instant expires = Instant.parse("2027-05-21T10:00:00Z");
  public Requires requires = Requires.NOTHING;
  public List<AudienceEntry> audience = List.of();
  public List<String> assumes = List.of();
  public List<Downgrade> downgrade = List.of();
  public List<String> signers = List.of("alice", "bob");
  public List<SigningKey> moreKeys = List.of();
  public List<Envelope> roots =
      List.of(TestRoots.signed(TestRoots.root(1, 2, "alice", "bob", "carol"), "alice", "bob"));
  public final SortedMap<String, byte[]> extras = new TreeMap<>();
  public final SortedMap<Digest, byte[]> blobs = new TreeMap<>();

  private final List<Content> content = new ArrayList<>();
  private final List<PlanEntry> plans = new ArrayList<>();
  private final List<IndexJson.Entry> entries = new ArrayList<>();
  private final List<IndexJson.Entry> referrers = new ArrayList<>();

  /** A bundle of this sequence with two images and a plan. */
  public static TestBundle sample(long sequence) {
    TestBundle bundle = new TestBundle();
    bundle.sequence = sequence;
    bundle.image("docker.io/library/app:v" + sequence, bytes(70_000, sequence), bytes(513, 7));
    bundle.image("quay.io/library/app:v1", bytes(40_000, 99), new byte[0]);
    bundle.plan("os-upgrade", PLAN, 1);
    return bundle;
  }

  /** A plan that no rule objects to. */
  public static final String PLAN =
      """
      apiVersion: upgrade.cattle.io/v1
      kind: Plan
      metadata:
        name: os-upgrade
        namespace: cattle-system
      spec:
        concurrency: 1
        version: v1
        nodeSelector:
          matchExpressions:
            - {key: kubernetes.io/os, operator: In, values: [linux]}
        serviceAccountName: system-upgrade
        upgrade:
          image: docker.io/library/app:v1
      """;

  /** Bytes that do not compress, the same for the same seed. */
  public static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new java.util.Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** UTF-8. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Adds an image for linux/amd64; the digest of its manifest. */
  public Digest image(String reference, byte[]... layers) {
    Descriptor manifest = manifest("amd64", layers);
    add(Kind.IMAGE, Optional.empty(), reference, manifest, OptionalLong.empty(), true);
    return manifest.digest();
  }

  /** Adds a plan; the digest of its artifact. */
  public Digest plan(String name, String yaml, long counter) {
    Descriptor layer = blob(MediaTypes.YAML, utf8(yaml));
    blob(MediaTypes.OCI_EMPTY, EMPTY);
    byte[] body =
        Artifacts.manifest(
            MediaTypes.PLAN,
            List.of(
                new Artifacts.Layer(MediaTypes.YAML, layer.digest(), layer.size(), name + ".yaml")),
            Optional.empty());
    Descriptor manifest = blob(MediaTypes.OCI_MANIFEST, body);
    String reference = "skerry/plan/" + name + ":" + counter;
    add(Kind.PLAN, Optional.of(name), reference, manifest, OptionalLong.of(counter), false);
    plans.add(new PlanEntry(name, manifest.digest(), "none"));
    return manifest.digest();
  }

  /** Adds a referrer with one layer; the digest of its manifest. */
  public Digest referrer(String repository, Digest subject, byte[] layer) {
    Descriptor config = blob(MediaTypes.OCI_EMPTY, EMPTY);
    Descriptor body = blob("application/spdx+json", layer);
    Descriptor of = Descriptor.of(MediaTypes.OCI_MANIFEST, subject, blobs.get(subject).length);
    String json =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"artifactType\":\"application/spdx+json\","
            + "\"config\":%s,\"layers\":[%s],\"subject\":%s}";
    Descriptor manifest =
        blob(
            MediaTypes.OCI_MANIFEST,
            utf8(json.formatted(MediaTypes.OCI_MANIFEST, json(config), json(body), json(of))));
    Descriptor typed =
        new Descriptor(
            manifest.mediaType(),
            manifest.digest(),
            manifest.size(),
            Optional.of("application/spdx+json"),
            java.util.Map.of(),
            Optional.empty());
    referrers.add(
        new IndexJson.Entry(
            IndexJson.Entry.REFERRER, Optional.of(repository), Optional.empty(), typed));
    return manifest.digest();
  }

  /** Adds a blob to the content store. */
  public Descriptor blob(String mediaType, byte[] body) {
    Digest digest = Digest.of(body);
    blobs.put(digest, body);
    return Descriptor.of(mediaType, digest, body.length);
  }

  private Descriptor manifest(String architecture, byte[]... layers) {
    Descriptor config =
        blob(
            MediaTypes.OCI_CONFIG,
            utf8("{\"architecture\":\"" + architecture + "\",\"os\":\"linux\"}"));
    List<String> bodies =
        Arrays.stream(layers)
            .map(layer -> json(blob("application/vnd.oci.image.layer.v1.tar", layer)))
            .toList();
    return blob(
        MediaTypes.OCI_MANIFEST,
        utf8(
            "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                .formatted(MediaTypes.OCI_MANIFEST, json(config), String.join(",", bodies))));
  }

  private static String json(Descriptor d) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(d.mediaType(), d.digest(), d.size());
  }

  private void add(
      Kind kind,
      Optional<String> name,
      String reference,
      Descriptor manifest,
      OptionalLong counter,
      boolean amd64) {
    List<Platform> platforms = amd64 ? List.of(Platform.parse("linux/amd64")) : List.of();
    content.add(
        new Content(
            kind,
            name,
            reference,
            manifest.digest(),
            manifest.mediaType(),
            platforms,
            counter,
            false));
    content.sort(Content.ORDER);
    entries.add(
        new IndexJson.Entry(kind.word(), Optional.empty(), Optional.of(reference), manifest));
  }

  /** The bytes of index.json. */
  public byte[] index() {
    List<IndexJson.Entry> all = new ArrayList<>();
    for (Content c : content) {
      entries.stream()
          .filter(e -> e.reference().equals(Optional.of(c.reference())))
          .forEach(all::add);
    }
    referrers.stream().sorted(Comparator.comparing(e -> e.descriptor().digest())).forEach(all::add);
    return new IndexJson(all).bytes();
  }

  private Layout layout() {
    SortedMap<Digest, Long> sizes = new TreeMap<>();
    blobs.forEach((digest, body) -> sizes.put(digest, (long) body.length));
    List<Descriptor> all = new ArrayList<>();
    for (List<IndexJson.Entry> list : List.of(entries, referrers)) {
      for (IndexJson.Entry e : list) {
        Descriptor d = e.descriptor();
        all.add(
            new Descriptor(
                d.mediaType(),
                d.digest(),
                d.size(),
                d.artifactType(),
                java.util.Map.of("dev.skerry.kind", e.kind()),
                Optional.empty()));
      }
    }
    return Layout.of(all, this::links, sizes);
  }

  private Optional<Layout.Links> links(Digest digest) {
    byte[] body = blobs.get(digest);
    return switch (Manifests.parse(body, MediaTypes.OCI_MANIFEST, digest.toString())) {
      case ManifestDocument.Image i ->
          Optional.of(new Layout.Links(Optional.of(i.config()), i.layers(), List.of()));
      case ManifestDocument.Index i ->
          Optional.of(new Layout.Links(Optional.empty(), List.of(), i.manifests()));
    };
  }

  /** What a reader has once group 4 was read. */
  public Metadata metadata() {
    SortedMap<Digest, Long> sizes = new TreeMap<>();
    blobs.forEach((digest, body) -> sizes.put(digest, (long) body.length));
    SortedMap<Digest, byte[]> documents = new TreeMap<>(blobs);
    documents.keySet().retainAll(layout().metadata().stream().map(Member::digest).toList());
    return new Metadata(index(), documents, sizes, Set.of());
  }

  private Assembly assembly() {
    return Assembly.of(roots.stream().map(Envelope::bytes).toList(), extras, index(), layout());
  }

  /** What is signed. */
  public Statement statement() {
    Assembly assembly = assembly();
    Totals totals =
        new Totals(assembly.sums().lines().size(), assembly.metadata(), assembly.bytes());
    return new Statement(
        Digest.of(assembly.sums().bytes()),
        product,
        channel,
        epoch,
        sequence,
        issued,
        expires,
        Optional.empty(),
        totals,
        requires,
        audience,
        content,
        plans,
        assumes,
        downgrade,
        List.of());
  }

  /** The signed statement. */
  public Envelope envelope() {
    List<SigningKey> keys = new ArrayList<>(signers.stream().map(TestKeys::key).toList());
    keys.addAll(moreKeys);
    return TestKeys.sign(PayloadTypes.IN_TOTO, statement().payload(), keys);
  }

  /** The whole archive. */
  public byte[] archive() {
    Assembly assembly = assembly();
    BundleImage image =
        BundleImage.of(
            envelope().bytes(),
            roots.stream().map(Envelope::bytes).toList(),
            assembly.sums(),
            assembly.sizes());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (BundleImage.Segment segment : image.segments()) {
      out.writeBytes(
          switch (segment) {
            case BundleImage.Known known -> known.bytes();
            case BundleImage.Header header -> header.bytes();
            case BundleImage.Body body -> body(assembly, body.digest());
            case BundleImage.Zeros zeros -> new byte[Math.toIntExact(zeros.length())];
          });
    }
    return out.toByteArray();
  }

  private byte[] body(Assembly assembly, Digest digest) {
    return Optional.ofNullable(blobs.get(digest))
        .orElseGet(() ->
            assembly.documents().stream()
                .filter(document -> Digest.of(document).equals(digest))
                .findFirst()
                .orElseThrow());
  }

  /** Length of the head: all that stands before oci-layout. */
  public long headLength() {
    Assembly assembly = assembly();
    return BundleImage.of(
            envelope().bytes(),
            roots.stream().map(Envelope::bytes).toList(),
            assembly.sums(),
            assembly.sizes())
        .headLength();
  }

  /** Writes the bundle as one file; its path. */
  public Path write(Path folder) {
    return write(folder, Integer.MAX_VALUE).getFirst();
  }

  /** Writes the bundle in volumes of this size with its list of volumes; the volumes. */
  public List<Path> write(Path folder, int volumeSize) {
    return write(folder, archive(), volumeSize);
  }

  /** Writes other bytes as this bundle, in volumes with the list that fits them. */
  public List<Path> write(Path folder, byte[] archive, int volumeSize) {
    String name = statement().name();
    long headLength = headLength();
    int count = Math.ceilDiv(archive.length, volumeSize);
    List<Path> volumes = new ArrayList<>();
    List<VolumesFile.Volume> listed = new ArrayList<>();
    try {
      for (int number = 1; number <= count; number++) {
        int start = (number - 1) * volumeSize;
        byte[] body =
            Arrays.copyOfRange(
                archive, start, (int) Math.min((long) start + volumeSize, archive.length));
        Path file = folder.resolve(VolumeNames.name(name, number, count));
        volumes.add(Files.write(file, body));
        listed.add(
            new VolumesFile.Volume(
                String.valueOf(file.getFileName()), body.length, Digest.of(body), chunks(body)));
      }
      VolumesFile list =
          new VolumesFile(
              name,
              envelope().payloadDigest(),
              archive.length,
              new VolumesFile.Head(
                  headLength, Digest.of(Arrays.copyOf(archive, Math.toIntExact(headLength)))),
              listed);
      Files.write(folder.resolve(VolumeNames.listName(name)), list.bytes());
      return volumes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Digest> chunks(byte[] body) {
    List<Digest> chunks = new ArrayList<>();
    for (int at = 0; at < body.length; at += VolumesFile.CHUNK) {
      chunks.add(
          Digest.of(Arrays.copyOfRange(body, at, Math.min(at + VolumesFile.CHUNK, body.length))));
    }
    return chunks;
  }
}
