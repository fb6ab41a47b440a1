package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.SmallBundle;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that stay in a token, here SoftHSM's, sign roots and bundles. */
class TokenIT {
  private static final String MODULE = "/usr/lib/softhsm/libsofthsm2.so";
  private static final String PIN = "1234";
  private static final String KEYTOOL =
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString();

  @TempDir private static Path work;
  private static final Map<String, String> ENVIRONMENT = new HashMap<>();
  private static String slot = "";

  @BeforeAll
  static void token() throws IOException {
    Tools.need("softhsm2-util", "openssl");
    Path tokens = Files.createDirectory(work.resolve("tokens"));
    Path config = work.resolve("softhsm2.conf");
    Files.writeString(config, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    ENVIRONMENT.put("SOFTHSM2_CONF", config.toString());
    ENVIRONMENT.put("SKERRY_PASSPHRASE", PIN);
    String made =
        run("softhsm2-util --init-token --free --label desk --so-pin 12345678 --pin " + PIN);
    Matcher found = Pattern.compile("slot ([0-9]+)").matcher(made);
    assertThat(found.find()).as(made).isTrue();
    slot = found.group(1);
    Files.writeString(
        work.resolve("p11.cfg"), "name=make\nlibrary=%s\nslot=%s\n".formatted(MODULE, slot));
    make("carol", "-keyalg EC -groupname secp256r1 -sigalg SHA256withECDSA");
    make("dave", "-keyalg RSA -keysize 3072 -sigalg SHA256withRSA");
  }

  /** A key with a certificate in the token, and its public half in a file. */
  private static void make(String name, String kind) throws IOException {
    String token =
        " -alias %s -storetype PKCS11 -keystore NONE -storepass %s -providerClass %s"
            .concat(" -providerArg %s")
            .formatted(name, PIN, "sun.security.pkcs11.SunPKCS11", work.resolve("p11.cfg"));
    run(KEYTOOL + " -genkeypair -dname CN=" + name + " " + kind + token);
    Path file = work.resolve(name + ".crt");
    Files.writeString(file, run(KEYTOOL + " -exportcert -rfc" + token));
    Files.writeString(
        work.resolve(name + ".pub.pem"), run("openssl x509 -noout -pubkey -in " + file));
  }

  private static String run(String command) {
    return Run.in(work, ENVIRONMENT, List.of(command.split(" +"))).exits(0).out();
  }

  private static String uri(String object, String module) {
    return "pkcs11:slot-id=%s;object=%s?module-path=%s".formatted(slot, object, module);
  }

  private static Run skerry(Path folder, Map<String, String> more, String... arguments) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(more);
    List<String> command = new ArrayList<>(Dist.command("skerry", arguments));
    return Run.in(folder, environment, command);
  }

  @Test
  void aBundleThatTokensSignedIsGood() throws IOException {
    SmallBundle made = SmallBundle.release(work.resolve("small"));
    Path desk = made.desk().folder();
    String[] next = {
      "root",
      "next",
      "--signer",
      "carol=" + work.resolve("carol.pub.pem"),
      "--signer",
      "dave=" + work.resolve("dave.pub.pem")
    };
    skerry(desk, Map.of(), next).exits(0);
    for (String key : List.of("keys/alice.key.pem", "keys/bob.key.pem")) {
      skerry(desk, Map.of(), "root", "sign", "--yes", "root/2.root.dsse.json", "--key", key)
          .exits(0);
    }
    for (String name : List.of("carol", "dave")) {
      String key = uri(name, MODULE);
      assertThat(
              skerry(desk, Map.of(), "root", "sign", "--yes", "root/2.root.dsse.json", "--key", key)
                  .exits(0)
                  .out())
          .contains(name);
    }
    made.desk().skerry("build", "--root", "root", "--content", "content", "--out", "out").exits(0);
    String statement = "out/small-stable-2.statement";
    for (String name : List.of("carol", "dave")) {
      skerry(desk, Map.of(), "sign", statement, "--yes", "--key", uri(name, MODULE)).exits(0);
    }
    Path stick = Files.createDirectory(work.resolve("stick"));
    made.desk().write(Path.of(statement), stick);
    assertThat(
            skerry(desk, Map.of(), "verify", stick.toString(), "--root", "root/1.root.dsse.json")
                .exits(0)
                .out())
        .contains("signed by carol, dave (root 2)");
  }

  @Test
  void aKeyOfATokenIsShownAsThatOfAFileIs() throws IOException {
    for (String name : List.of("carol", "dave")) {
      String file = work.resolve(name + ".pub.pem").toString();
      String shown = skerry(work, Map.of(), "key", "show", uri(name, MODULE)).exits(0).out();
      assertThat(shown)
          .isEqualTo(skerry(work, Map.of(), "key", "show", file).exits(0).out())
          .startsWith(name.equals("carol") ? "ecdsa-p256-sha256  " : "rsa-pss-3072-sha256  ");
      Run pem = skerry(work, Map.of(), "key", "show", "--pem", uri(name, MODULE)).exits(0);
      assertThat(pem.out().replaceAll("\\s", ""))
          .isEqualTo(Files.readString(Path.of(file)).replaceAll("\\s", ""));
      assertThat(pem.err()).contains(shown.strip());
    }
    assertThat(skerry(work, Map.of(), "key", "show", uri("nobody", MODULE)).exits(1).err())
        .contains("SKY-3610");
  }

  @Test
  void whatIsWrongWithATokenIsSaid() {

    assertRefused(Map.of(), uri("nobody", MODULE), "SKY-3610", "label \"nobody\"");
    assertRefused(Map.of("SKERRY_PASSPHRASE", "9999"), uri("carol", MODULE), "SKY-3609", "PIN");
    assertRefused(Map.of(), uri("carol", "/nowhere/p11.so"), "SKY-3608", "/nowhere/p11.so");
    assertRefused(
        Map.of(),
        "pkcs11:slot-id=77777;object=carol?module-path=" + MODULE,
        "SKY-3608",
        "slot 77777");
    assertRefused(Map.of(), "pkcs11:token=desk;object=carol", "SKY-3607", "token=desk");
  }

  private static void assertRefused(Map<String, String> more, String key, String... words) {
    String[] add = {
      "site",
      "add",
      "--name",
      "n",
      "--key",
      work.resolve("carol.pub.pem").toString(),
      "--sign-key",
      key
    };
    assertThat(skerry(work, more, add).exits(1).err()).contains(words);
  }
}
