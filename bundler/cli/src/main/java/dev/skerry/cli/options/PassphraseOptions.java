package dev.skerry.cli.options;

import dev.skerry.cli.console.CliError;
import dev.skerry.cli.console.Console;
import dev.skerry.desk.keys.KeyFolder;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a key file's passphrase comes from: a file, {@code SKERRY_PASSPHRASE}, or a prompt. */
public final class PassphraseOptions {
  /** The environment variable. */
  public static final String VARIABLE = "SKERRY_PASSPHRASE";

  private static final int MOST = 4096;

  @Option(
      names = "--passphrase-file",
      paramLabel = "F",
      description =
          "File whose first line is the passphrase; else the variable "
              + VARIABLE
              + ", else a prompt.")
  private @Nullable Path file;

  /**
   * The passphrase that opens a key file.
   *
   * @param what the key file, for the prompt
   * @throws SkerryException {@link CliError#USAGE} when nothing gives one and nobody can be asked
   */
  public char[] existing(Console console, String what) {
    return given(console).orElseGet(() -> prompt(console, "Passphrase of " + what + ": "));
  }

  /** Opens key files; warnings go to the console. */
  List<SigningKey> open(Console console, List<Path> files) {
    KeyFolder folder = new KeyFolder(new SecureRandom());
    return files.stream()
        .map(key ->
            folder.open(
                key,
                () -> existing(console, key.toString()),
                warning -> console.err().println("warning: " + warning)))
        .toList();
  }

  /** The passphrase for a new key file; a prompt asks twice. */
  public char[] fresh(Console console, String what) {
    Optional<char[]> given = given(console);
    if (given.isPresent()) {
      return refuseEmpty(given.get());
    }
    char[] first = refuseEmpty(prompt(console, "New passphrase for " + what + ": "));
    char[] second = prompt(console, "The same again: ");
    if (!Arrays.equals(first, second)) {
      throw usage("the two passphrases differ");
    }
    return first;
  }

  private Optional<char[]> given(Console console) {
    if (file != null) {
      return Optional.of(firstLine(file));
    }
    return console.environment(VARIABLE).map(String::toCharArray);
  }

  private static char[] firstLine(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(in.readNBytes(MOST)));
      int end = 0;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      char[] line = new char[end];
      text.get(line);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static char[] prompt(Console console, String question) {
    if (!console.interactive()) {
      throw usage("a passphrase is needed: give --passphrase-file or set " + VARIABLE);
    }
    return console.askSecret(question).orElseThrow(() -> usage("no passphrase was typed"));
  }

  private static char[] refuseEmpty(char[] passphrase) {
    if (passphrase.length == 0) {
      throw usage("the passphrase is empty");
    }
    return passphrase;
  }

  private static SkerryException usage(String reason) {
    return new SkerryException(CliError.USAGE, "passphrase", reason);
  }
}
