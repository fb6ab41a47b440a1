package dev.skerry.desk.receipts;

import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.ledger.LedgerError;
import dev.skerry.desk.read.ReadSideError;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Sites;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.SignedSuccession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the receipts that sticks bring back, checks each against the key of its gateway, keeps the
 * good ones in the ledger, and says what every site holds.
 */
public final class CollectReceipts {
  private final Ledger ledger;
  private final ReceiptFiles files;
  private final GatewayKeys gateways;

  /**
   * Keeps receipts in this ledger and knows the gateways that it registers.
   *
   * @param roots say who may register a gateway
   * @throws SkerryException {@link ReadSideError#SITES_NOT_TRUSTED}
   */
  public CollectReceipts(Ledger ledger, Roots roots, MediumFiles medium) {
    this(ledger, new GatewayKeys(ledger, roots), medium);
  }

  /** The same with gateways that are known already. */
  public CollectReceipts(Ledger ledger, GatewayKeys gateways, MediumFiles medium) {
    this.ledger = ledger;
    this.files = new ReceiptFiles(medium);
    this.gateways = gateways;
  }

  /** How a receipt was judged. */
  public enum Judgement {
    /** Signed by the registered gateway, and new. */
    NEW,
    /** The same was received before. */
    KNOWN,
    /** Its site is not registered, or another key signed it: shown, not kept. */
    UNKNOWN_GATEWAY,
    /** A key signed it that the registered one names as the next: shown, not kept. */
    NEW_KEY,
    /** A key of its site signed it that was replaced before: shown, not kept. */
    REPLACED_KEY,
    /** A key signed it that was replaced, and it comes only now: shown, not kept. */
    LATE,
    /** Its gateway gave this number to another one before: shown, not kept. */
    NUMBER_TWICE,
    /** No receipt: shown, not kept. */
    UNREADABLE
  }

  /**
   * A receipt on a stick.
   *
   * @param receipt what it says, empty when it cannot be read
   * @param reasons why it was not kept, none when it was
   */
  public record Brought(
      Path file, Judgement judgement, Optional<Receipt> receipt, List<String> reasons) {
    /** Copies the reasons. */
    public Brought {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Reads sticks.
   *
   * @param sticks folders that hold {@code skerry-receipts}, or are such a folder
   * @throws SkerryException {@link ReadSideError#NO_RECEIPTS}, {@link ReadError#STALLED}
   */
  public List<Brought> run(List<Path> sticks) {
    List<Brought> brought = new ArrayList<>();
    for (Path stick : sticks) {
      List<Path> receipts = files.of(stick);
      if (receipts.isEmpty()) {
        throw new SkerryException(ReadSideError.NO_RECEIPTS, stick.toString(), files.none(stick));
      }
      receipts.forEach(file -> brought.add(judge(files.read(file))));
    }
    return List.copyOf(brought);
  }

  /** What is known of each registered site from all receipts received so far, ascending. */
  public List<KnownSite> known() {
    return known(ledger::receipts);
  }

  /**
   * The same from receipts that need not be in the ledger.
   *
   * @param receipts those of a site
   */
  public List<KnownSite> known(Function<String, List<Envelope>> receipts) {
    return gateways.sites().stream()
        .filter(site -> SignedSuccession.key(site.key()).isPresent())
        .map(site -> known(site, receipts.apply(site.id())))
        .toList();
  }

  /** What a gateway says whose log contradicts what it said before is no news of its site. */
  private KnownSite known(Sites.Site site, List<Envelope> receipts) {
    List<Receipt> believed = believed(receipts);
    SeenLog log =
        SeenLog.of(
            site.id(), number -> SignedSuccession.key(site.key(number)), site.last(), believed);
    List<Receipt> news =
        believed.stream().filter(r -> !log.contradicted().contains(r.number())).toList();
    Optional<SiteHolding> holding =
        news.isEmpty() ? Optional.empty() : Optional.of(SiteHolding.of(site.id(), news));
    return new KnownSite(site, holding, log, replaced(receipts));
  }

  /** What came before the desk knew of a new key, and is found to be forged when it does. */
  private List<Long> replaced(List<Envelope> receipts) {
    return receipts.stream()
        .filter(envelope ->
            gateways
                .objection(envelope, Receipt.of(envelope))
                .filter(objection -> objection.kind() == Objection.Kind.REPLACED_KEY)
                .isPresent())
        .map(envelope -> Receipt.of(envelope).number())
        .sorted()
        .toList();
  }

  /** Whoever can write into the ledger's folder can lay a receipt there; the key decides. */
  private List<Receipt> believed(List<Envelope> receipts) {
    return receipts.stream()
        .filter(envelope -> gateways.objection(envelope, Receipt.of(envelope)).isEmpty())
        .map(Receipt::of)
        .toList();
  }

  private Brought judge(ReceiptFiles.Read read) {
    Path file = read.file();
    if (read.signed().isEmpty()) {
      List<String> reason = read.problem().map(p -> p.item() + " " + p.reason()).stream().toList();
      return new Brought(file, Judgement.UNREADABLE, Optional.empty(), reason);
    }
    Envelope envelope = read.signed().get().envelope();
    Receipt receipt = read.signed().get().receipt();
    Optional<Objection> objection = gateways.objectionToBrought(envelope, receipt);
    return objection.isPresent()
        ? notKept(file, receipt, objection.get())
        : keep(file, envelope, receipt);
  }

  private static Brought notKept(Path file, Receipt receipt, Objection objection) {
    Judgement judgement =
        switch (objection.kind()) {
          case UNKNOWN_GATEWAY -> Judgement.UNKNOWN_GATEWAY;
          case NEW_KEY -> Judgement.NEW_KEY;
          case REPLACED_KEY -> Judgement.REPLACED_KEY;
          case LATE -> Judgement.LATE;
        };
    return new Brought(file, judgement, Optional.of(receipt), objection.reasons());
  }

  private Brought keep(Path file, Envelope envelope, Receipt receipt) {
    try {
      Judgement judgement = ledger.recordReceipt(envelope) ? Judgement.NEW : Judgement.KNOWN;
      return new Brought(file, judgement, Optional.of(receipt), List.of());
    } catch (SkerryException e) {
      if (!e.problem().code().equals(LedgerError.MISPLACED.code())) {
        throw e;
      }
      String reason = e.problem().item() + " " + e.problem().reason();
      return new Brought(file, Judgement.NUMBER_TWICE, Optional.of(receipt), List.of(reason));
    }
  }
}
