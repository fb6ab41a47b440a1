package dev.skerry.format.document;

import dev.skerry.format.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who may sign for a product (format section 5). The bytes that were signed are the envelope's
 * payload; {@link #payload} spells the known fields anew.
 *
 * @param version counts up by one with every document
 * @param epoch never falls; raising it lets sequences start anew
 * @param signers ascending by name
 * @param chains X.509 evidence for keys, ascending by key id
 */
public record RootDocument(
    String product,
    long version,
    long epoch,
    Instant issued,
    Instant expires,
    List<RootSigner> signers,
    Roles roles,
    Revoked revoked,
    List<Chain> chains) {
  /** Copies the lists. */
  public RootDocument {
    signers = List.copyOf(signers);
    chains = List.copyOf(chains);
  }

  /**
   * A person or machine that signs; counts only when every key listed has a valid signature.
   *
   * @param keys ascending by key id, at least one
   */
  public record RootSigner(String name, List<RootKey> keys) {
    /** Copies the keys. */
    public RootSigner {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A key of a signer.
   *
   * @param keyid SHA-256 of the SPKI
   * @param scheme the word of a scheme, perhaps one that this version does not know
   * @param spki SubjectPublicKeyInfo, DER
   */
  public record RootKey(String keyid, String scheme, byte[] spki) {}

  /**
   * A role.
   *
   * @param threshold how many signers must sign: 1 to their number
   * @param signers names, ascending
   */
  public record Role(long threshold, List<String> signers) {
    /** Copies the names. */
    public Role {
      signers = List.copyOf(signers);
    }
  }

  /** The three roles. */
  public record Roles(Role root, Role release, Role deploy) {
    /** The role of this name. */
    public Role of(RoleName name) {
      return switch (name) {
        case ROOT -> root;
        case RELEASE -> release;
        case DEPLOY -> deploy;
      };
    }
  }

  /**
   * What counts no more; the lists only grow within an epoch. All ascending.
   *
   * @param keys key ids
   * @param bundles digests of statements
   * @param content digests of content entries and of all that belongs to one
   */
  public record Revoked(List<String> keys, List<Digest> bundles, List<Digest> content) {
    /** Nothing. */
    public static final Revoked NOTHING = new Revoked(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Revoked {
      keys = List.copyOf(keys);
      bundles = List.copyOf(bundles);
      content = List.copyOf(content);
    }

    /** Whether everything that another list revokes is revoked here too. */
    public boolean covers(Revoked older) {
      return keys.containsAll(older.keys)
          && bundles.containsAll(older.bundles)
          && content.containsAll(older.content);
    }
  }

  /**
   * An X.509 chain for a key.
   *
   * @param certificates DER, leaf first
   */
  public record Chain(String keyid, List<byte[]> certificates) {
    /** Copies the list. */
    public Chain {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * Reads a payload strictly; unknown fields are ignored.
   *
   * @throws dev.skerry.format.error.SkerryException {@code ROOT_SPELLING}, {@code JSON_SPELLING}
   */
  public static RootDocument parse(byte[] payload) {
    return RootReader.read(payload);
  }

  /** Reads the root document of an envelope after comparing the payload type. */
  public static RootDocument of(Envelope envelope) {
    Reading.requireType(envelope, PayloadTypes.ROOT, "root document");
    return parse(envelope.payload());
  }

  /** The fields in the format's spelling. */
  public byte[] payload() {
    return RootText.of(this);
  }

  /** The signer of this name. */
  public Optional<RootSigner> signer(String name) {
    return signers.stream().filter(s -> s.name().equals(name)).findFirst();
  }
}
