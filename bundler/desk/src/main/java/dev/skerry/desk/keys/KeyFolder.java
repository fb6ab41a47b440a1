package dev.skerry.desk.keys;

import dev.skerry.desk.LocalFiles;
import dev.skerry.format.Limits;
import dev.skerry.format.document.Names;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.KeyFiles;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes and opens the key files of signers; private ones are for their owner's eyes only. */
public final class KeyFolder {
  /** The schemes of a hybrid signer: one that every auditor can check, one that lasts. */
  public static final List<Scheme> HYBRID = List.of(Scheme.ED25519, Scheme.ML_DSA_87);

  private static final int MOST_BYTES = Limits.V1.smallLayer();
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> SHARED =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final KeyFiles files;

  /** With the source of randomness for new keys and for signatures. */
  public KeyFolder(SecureRandom random) {
    files = new KeyFiles(random);
  }

  /** A key that was made, and where. */
  public record NewKey(Path privateFile, Path publicFile, PublicKey key) {}

  /**
   * Makes one key per scheme: {@code NAME.key.pem}, {@code NAME.pub.pem}, and with several schemes
   * {@code NAME.SCHEME.key.pem}.
   *
   * @param passphrase encrypts the private files
   * @throws SkerryException {@link KeyError#EXISTS} before anything is made
   */
  public List<NewKey> generate(
      Path out, String name, List<Scheme> schemes, Optional<char[]> passphrase) {
    if (!Names.isSigner(name)) {
      throw new SkerryException(KeyError.NAME, "--name", "cannot be \"" + name + "\"");
    }
    List<String> stems =
        schemes.stream().map(s -> schemes.size() == 1 ? name : name + "." + s.id()).toList();
    stems.forEach(stem -> refuseExisting(out, stem));
    List<NewKey> made = new ArrayList<>();
    for (int i = 0; i < stems.size(); i++) {
      made.add(make(out, stems.get(i), schemes.get(i), passphrase));
    }
    return made;
  }

  private NewKey make(Path out, String stem, Scheme scheme, Optional<char[]> passphrase) {
    SigningKey key = files.generate(scheme);
    Path privateFile = out.resolve(stem + ".key.pem");
    Path publicFile = out.resolve(stem + ".pub.pem");
    writeNew(privateFile, files.writePem(key, passphrase), OWNER);
    writeNew(publicFile, key.publicKey().pem(), SHARED);
    return new NewKey(privateFile, publicFile, key.publicKey());
  }

  private static void refuseExisting(Path out, String stem) {
    for (String ending : List.of(".key.pem", ".pub.pem")) {
      Path file = out.resolve(stem + ending);
      if (Files.exists(file)) {
        throw new SkerryException(KeyError.EXISTS, file.toString(), "is there already");
      }
    }
  }

  /** Never wider than it has to be, whatever the umask: it only takes more away. */
  private static void writeNew(Path file, byte[] bytes, Set<PosixFilePermission> mode) {
    try {
      Path folder = file.toAbsolutePath().resolveSibling("");
      Files.createDirectories(folder, attributes(folder, FOLDER));
      Set<StandardOpenOption> fresh =
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (FileChannel channel = FileChannel.open(file, fresh, attributes(file, mode))) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
    } catch (FileAlreadyExistsException e) {
      throw new SkerryException(KeyError.EXISTS, file.toString(), "is there already", e);
    } catch (IOException e) {
      throw new SkerryException(
          KeyError.UNWRITABLE, file.toString(), "cannot be written: " + Reasons.of(e), e);
    }
  }

  private static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> mode) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
        : new FileAttribute<?>[0];
  }

  /**
   * Opens a private key.
   *
   * @param file a PEM file, or a token's key as {@code pkcs11:…}
   * @param passphrase asked only when the file is encrypted; of a token it is the PIN
   * @param warn told when others may read an encrypted file
   * @throws SkerryException {@link KeyError#PUBLIC}, {@link KeyError#TOO_OPEN} when others may read
   *     a plain one
   */
  public SigningKey open(Path file, Supplier<char[]> passphrase, Consumer<String> warn) {
    if (TokenUri.is(file)) {
      return TokenKey.open(TokenUri.parse(file), passphrase);
    }
    byte[] pem = LocalFiles.read(file, MOST_BYTES);
    if (new String(pem, StandardCharsets.ISO_8859_1).contains("BEGIN PUBLIC KEY")) {
      throw new SkerryException(
          KeyError.PUBLIC, file.toString(), "is a public key: only a private one can sign");
    }
    boolean encrypted = KeyFiles.encrypted(pem, file.toString());
    if (othersMayRead(file)) {
      String reason = "can be read by others than its owner";
      if (!encrypted) {
        throw new SkerryException(KeyError.TOO_OPEN, file.toString(), reason);
      }
      warn.accept(file + " " + reason + "; only its passphrase protects it");
    }
    Optional<char[]> word = encrypted ? Optional.of(passphrase.get()) : Optional.empty();
    return files.readPem(pem, word, file.toString());
  }

  private static boolean othersMayRead(Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      return view != null
          && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
    } catch (IOException e) {
      throw new SkerryException(
          KeyError.TOO_OPEN, file.toString(), "does not tell who may read it", e);
    }
  }

  /**
   * Reads a public key.
   *
   * @param named a PEM file, or a token's key as {@code pkcs11:…}
   * @param pin asked only for a token
   * @throws SkerryException {@link KeyError#TOKEN}, {@link KeyError#PIN}, {@link
   *     KeyError#TOKEN_OBJECT}
   */
  public static PublicKey readPublic(Path named, Supplier<char[]> pin) {
    return TokenUri.is(named)
        ? TokenKey.open(TokenUri.parse(named), pin).publicKey()
        : readPublic(named);
  }

  /** Reads a public key file. */
  public static PublicKey readPublic(Path file) {
    return PublicKey.fromPem(LocalFiles.read(file, MOST_BYTES), file.toString());
  }
}
