package dev.skerry.format.accept;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.Problem;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What steps 1 to 3 found. The new roots are saved in both cases, in order. */
public sealed interface TrustJudgement {
  /** Root documents to save, ascending. */
  List<NewRoot> save();

  /**
   * The bundle is signed by enough signers of role release.
   *
   * @param root the newest root document
   * @param envelope the bundle's envelope
   * @param signers names of the signers that count
   */
  record Trusted(
      List<NewRoot> save,
      RootDocument root,
      Envelope envelope,
      Statement statement,
      SortedSet<String> signers)
      implements TrustJudgement {
    /** Copies the lists. */
    public Trusted {
      save = List.copyOf(save);
      signers = Collections.unmodifiableSortedSet(new TreeSet<>(signers));
    }

    /** SHA-256 of the statement as it was signed. */
    public Digest statementDigest() {
      return envelope.payloadDigest();
    }
  }

  /** The bundle is not trusted. */
  record NotTrusted(List<NewRoot> save, Problem problem) implements TrustJudgement {
    /** Copies the list. */
    public NotTrusted {
      save = List.copyOf(save);
    }
  }
}
