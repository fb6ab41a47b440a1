package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.Head;
import dev.skerry.format.archive.Member;
import dev.skerry.format.archive.MemberName;
import dev.skerry.format.archive.PayloadReader;
import dev.skerry.store.BlobStore;
import dev.skerry.store.Intake;
import dev.skerry.store.Intake.Quarantined;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Brings every blob of an admitted bundle into quarantine, reading what is neither held nor lies
 * there sound already. Hashing happens on this thread while it reads; the intake writes beside it.
 */
final class Ingest {
  private final BlobStore blobs;
  private final Predicate<Digest> watched;
  private final Intake intake;
  private final BundleSource source;
  private final Head head;
  private final PayloadReader reader;
  private final Optional<Pieces> pieces;
  private final Progress progress;

  /** Blobs that an earlier attempt left in quarantine and that were hashed again by this one. */
  private final Set<Digest> sound = new HashSet<>();

  /**
   * For one bundle.
   *
   * @param watched whether a blob that is held was admitted with a bundle
   * @param pieces keeps what is cut by missing volumes; empty when no volume is missing
   */
  Ingest(
      BlobStore blobs,
      Predicate<Digest> watched,
      Intake intake,
      BundleSource source,
      Head head,
      Optional<Pieces> pieces,
      Progress progress) {
    this.blobs = blobs;
    this.watched = watched;
    this.intake = intake;
    this.source = source;
    this.head = head;
    this.reader = new PayloadReader(source, head);
    this.pieces = pieces;
    this.progress = progress;
  }

  /**
   * What an ingest left.
   *
   * @param quarantined blobs that lie whole in quarantine, to be published
   * @param waiting how many blobs are not complete because volumes are missing
   */
  record Done(List<Digest> quarantined, int waiting) {}

  /**
   * Reads everything that can be read and settles it. The end of the archive comes first where it
   * is here: no signature covers it, and what it gives away must not cost an hour of reading.
   */
  Done run(Metadata metadata) {
    if (source.available(head.end()) > 0) {
      reader.trailer();
    }
    lookAtLeft();
    progress.total(wanted());
    List<Digest> quarantined = new ArrayList<>();
    int waiting = 0;
    for (int index = 0; index < head.members().size(); index++) {
      Member member = head.members().get(index);
      if (MemberName.blobDigest(member.name()).isEmpty()) {
        continue;
      }
      if (inPlace(member) ? pass(index) : take(index, member, metadata)) {
        if (!held(member)) {
          quarantined.add(member.digest());
        }
      } else {
        waiting++;
      }
    }
    intake.settle();
    return new Done(List.copyOf(quarantined), waiting);
  }

  /** Whether nothing is left to read. */
  boolean complete() {
    return head.members().stream()
        .filter(member -> MemberName.blobDigest(member.name()).isPresent())
        .allMatch(this::held);
  }

  private long wanted() {
    return head.members().stream()
        .filter(member -> MemberName.blobDigest(member.name()).isPresent() && !inPlace(member))
        .mapToLong(Member::size)
        .sum();
  }

  /**
   * What waited for further volumes, or for a repetition, is read again where it went bad. Of an
   * import that was cut right before its end it lies among the blobs already, where no scrub knows
   * of it yet.
   */
  private void lookAtLeft() {
    Predicate<Digest> bytes = blobs.soundness();
    for (Member member : head.members()) {
      Digest digest = member.digest();
      if (MemberName.blobDigest(member.name()).isEmpty() || held(member) && watched.test(digest)) {
        continue;
      }
      progress.item(digest.shortHex());
      if (held(member) && !bytes.test(digest)) {
        blobs.condemn(digest);
      }
      if (!held(member) && intake.isSound(digest, member.size())) {
        sound.add(digest);
      }
    }
  }

  private boolean inPlace(Member member) {
    return held(member) || sound.contains(member.digest());
  }

  /** A held file of another size is damaged: it is put away and read again. */
  private boolean held(Member member) {
    OptionalLong size = blobs.size(member.digest());
    if (size.isPresent() && size.getAsLong() != member.size()) {
      blobs.condemn(member.digest());
      return false;
    }
    return size.isPresent();
  }

  /** The body is not read again; its frame still must be the one that the lists give. */
  private boolean pass(int index) {
    if (index >= head.metadata() && reader.whole(index)) {
      reader.skip(index);
    }
    return true;
  }

  private boolean take(int index, Member member, Metadata metadata) {
    progress.item(member.digest().shortHex());
    byte[] document = metadata.documents().get(member.digest());
    if (document != null) {
      try (Quarantined blob = intake.quarantine(member.digest(), member.size())) {
        blob.write(ByteBuffer.wrap(document));
        blob.finish(member.digest());
      }
      progress.advance(member.size());
      return true;
    }
    if (!reader.whole(index)) {
      return pieces.map(p -> p.take(index, member, reader, intake, progress)).orElse(false);
    }
    stream(index, member);
    return true;
  }

  private void stream(int index, Member member) {
    try (Quarantined blob = intake.quarantine(member.digest(), member.size())) {
      reader.read(
          index,
          bytes -> {
            int count = bytes.remaining();
            blob.write(bytes);
            progress.advance(count);
          });
      blob.finish(member.digest());
    }
  }
}
