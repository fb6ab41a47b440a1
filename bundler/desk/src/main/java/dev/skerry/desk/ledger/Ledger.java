package dev.skerry.desk.ledger;

import dev.skerry.desk.LocalFiles;
import dev.skerry.format.Limits;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Sites;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that is kept in git, so that any desk machine goes on where another stopped. One file
 * per fact, so that two machines' additions merge:
 *
 * <pre>
 * statements/PRODUCT/CHANNEL/eEPOCH-SEQUENCE-DIGEST12.dsse.json   every statement written
 * receipts/SITE/NUMBER.dsse.json                                  every receipt received
 * sites.dsse.json                                                 the registered gateways
 * sites-confirmed/VERSION-DIGEST12.dsse.json                      lists that a person confirmed
 * </pre>
 */
public final class Ledger {
  private static final int MOST_FILES = 100_000;
  private static final String ENDING = ".dsse.json";

  private final Path folder;
  private final Optional<Path> sites;

  /** The ledger in this folder, which need not exist yet. */
  public Ledger(Path folder) {
    this(folder, Optional.empty());
  }

  /**
   * The same with the registered gateways in a file of its own.
   *
   * @param sites empty: {@code sites.dsse.json} of the folder; a file that is named must be there
   */
  public Ledger(Path folder, Optional<Path> sites) {
    this.folder = folder;
    this.sites = sites;
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** The products of which statements were written, ascending. */
  public List<String> products() {
    return files(folder.resolve("statements")).stream()
        .map(product -> String.valueOf(product.getFileName()))
        .toList();
  }

  /** The channels of a product in which statements were written, ascending. */
  public List<String> channels(String product) {
    return files(folder.resolve("statements").resolve(product)).stream()
        .map(channel -> String.valueOf(channel.getFileName()))
        .toList();
  }

  /** All statements, of one product and channel after the other. */
  public List<Entry> statements() {
    return products().stream()
        .flatMap(product ->
            channels(product).stream().flatMap(channel -> statements(product, channel).stream()))
        .toList();
  }

  /** The statements of a channel, ascending by {@link Entry#ORDER}. */
  public List<Entry> statements(String product, String channel) {
    Path place = folder.resolve("statements").resolve(product).resolve(channel);
    return files(place).stream().map(this::entry).sorted(Entry.ORDER).toList();
  }

  /** The statements of a channel that stand at this epoch and sequence: several when rebuilt. */
  public List<Entry> at(String product, String channel, long epoch, long sequence) {
    return statements(product, channel).stream()
        .filter(e -> e.statement().epoch() == epoch && e.statement().sequence() == sequence)
        .toList();
  }

  /** The highest statement of the channel below this place: what {@code previous} names. */
  public Optional<Entry> previous(String product, String channel, long epoch, long sequence) {
    return statements(product, channel).stream()
        .filter(entry -> entry.before(epoch, sequence))
        .reduce((lower, higher) -> higher);
  }

  /** The counters given in all channels of a product. */
  public Counters counters(String product) {
    Counters counters = new Counters();
    for (Path channel : files(folder.resolve("statements").resolve(product))) {
      files(channel).forEach(file -> counters.add(entry(file).statement()));
    }
    return counters;
  }

  /** Keeps a statement; one that is kept already gains the signatures that it lacks. */
  public Entry record(Envelope envelope) {
    Path file = place(Entry.of(envelope));
    Entry kept =
        Files.exists(file) ? Entry.of(entry(file).envelope().merge(envelope)) : Entry.of(envelope);
    LocalFiles.write(file, kept.envelope().bytes());
    return kept;
  }

  /** The envelope of the registered gateways, where there is one; judging it is the caller's. */
  public Optional<Envelope> sites() {
    Path file = sitesFile();
    return sites.isPresent() || Files.exists(file) ? Optional.of(envelope(file)) : Optional.empty();
  }

  /** Replaces the registered gateways. */
  public void recordSites(Envelope sites) {
    Sites.of(sites);
    LocalFiles.write(sitesFile(), sites.bytes());
  }

  /** Keeps a list of which the signature counts no more and that a person confirmed. */
  public void keepConfirmed(Envelope list) {
    String name =
        "%06d-%s%s".formatted(Sites.of(list).version(), list.payloadDigest().shortHex(), ENDING);
    LocalFiles.write(folder.resolve("sites-confirmed").resolve(name), list.bytes());
  }

  /** The receipts of a site as they were received, ascending by number. */
  public List<Envelope> receipts(String site) {
    return files(folder.resolve("receipts").resolve(site)).stream().map(this::envelope).toList();
  }

  /** The sites from which receipts were received, ascending. */
  public List<String> receiptSites() {
    return files(folder.resolve("receipts")).stream()
        .map(site -> String.valueOf(site.getFileName()))
        .toList();
  }

  /**
   * Keeps a receipt.
   *
   * @return whether it is new
   * @throws SkerryException {@link LedgerError#MISPLACED} when another one of this site and number
   *     is kept already
   */
  public boolean recordReceipt(Envelope receipt) {
    Receipt read = Receipt.of(receipt);
    Path file = receiptFile(read.site(), read.number());
    if (!Files.exists(file)) {
      LocalFiles.write(file, receipt.bytes());
      return true;
    }
    if (!envelope(file).payloadDigest().equals(receipt.payloadDigest())) {
      throw misplaced(file, "is another receipt than the one that was brought");
    }
    return false;
  }

  /** Whether a receipt of this site and number is kept. */
  public boolean holdsReceipt(String site, long number) {
    return Files.exists(receiptFile(site, number));
  }

  private Path receiptFile(String site, long number) {
    return folder.resolve("receipts").resolve(site).resolve("%06d%s".formatted(number, ENDING));
  }

  /** Where the registered gateways are. */
  public Path sitesFile() {
    return sites.orElseGet(() -> folder.resolve("sites" + ENDING));
  }

  private Path place(Entry entry) {
    Statement statement = entry.statement();
    return folder
        .resolve("statements")
        .resolve(statement.product())
        .resolve(statement.channel())
        .resolve(
            "e%d-%06d-%s%s"
                .formatted(
                    statement.epoch(), statement.sequence(), entry.digest().shortHex(), ENDING));
  }

  private Entry entry(Path file) {
    Entry entry = Entry.of(envelope(file));
    if (!place(entry).equals(file)) {
      throw misplaced(
          file, "holds the statement " + entry.digest() + " of " + entry.statement().name());
    }
    return entry;
  }

  private Envelope envelope(Path file) {
    return Envelope.parse(LocalFiles.read(file, Limits.V1.envelope()), file.toString());
  }

  private List<Path> files(Path place) {
    try (Stream<Path> listed = Files.list(place)) {
      List<Path> files =
          listed
              .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
              .limit(MOST_FILES + 1L)
              .sorted()
              .toList();
      if (files.size() > MOST_FILES) {
        throw new SkerryException(
            LedgerError.TOO_MANY, place.toString(), "has over " + MOST_FILES + " files");
      }
      return files;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new SkerryException(
          LedgerError.UNREADABLE, place.toString(), "cannot be listed: " + Reasons.of(e), e);
    }
  }

  private static SkerryException misplaced(Path file, String reason) {
    return new SkerryException(LedgerError.MISPLACED, file.toString(), reason);
  }
}
