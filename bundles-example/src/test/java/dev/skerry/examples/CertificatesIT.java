package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.SmallBundle;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and revocation lists that the real openssl made. */
@TestMethodOrder(OrderAnnotation.class)
class CertificatesIT {
  private static final String CONFIG =
      """
      [ca]
      default_ca = it
      [it]
      database = index.txt
      crlnumber = crlnumber
      default_md = sha256
      default_days = 3650
      default_crl_days = 30
      policy = any
      rand_serial = yes
      unique_subject = no
      new_certs_dir = .
      [any]
      commonName = supplied
      [req]
      distinguished_name = any_name
      x509_extensions = authority
      [any_name]
      [authority]
      basicConstraints = critical, CA:true
      keyUsage = critical, keyCertSign, cRLSign
      [leaf]
      keyUsage = critical, digitalSignature
      """;

  @TempDir private static Path work;
  private static Path authority = Path.of("");
  private static Desk desk = null;
  private static Path site = Path.of("");

  @BeforeAll
  static void certify() throws IOException {
    Tools.need("openssl");
    desk = SmallBundle.release(work.resolve("small")).desk();
    authority = Files.createDirectory(work.resolve("authority"));
    Files.writeString(authority.resolve("ca.cnf"), CONFIG);
    Files.createFile(authority.resolve("index.txt"));
    Files.writeString(authority.resolve("crlnumber"), "01\n");
    openssl("ecparam -name prime256v1 -genkey -noout -out ca.key");
    openssl(
        "req -config ca.cnf -new -x509 -key ca.key -subj /CN=Release-CA -days 3650 -out ca.pem");
    for (String name : List.of("alice", "bob")) {
      String key = desk.folder().resolve("keys/" + name + ".key.pem").toString();
      openssl(
          "req -config ca.cnf -new -key %s -subj /CN=%s -out %s.csr".formatted(key, name, name));
      openssl(
          "ca -config ca.cnf -cert ca.pem -keyfile ca.key -batch -notext -extensions leaf -in "
              + "%1$s.csr -out %1$s.pem".formatted(name));
      Files.writeString(
          authority.resolve(name + ".chain.pem"),
          Files.readString(authority.resolve(name + ".pem"))
              + Files.readString(authority.resolve("ca.pem")));
    }
    list();
    pin();
    site = desk.site(work.resolve("north-1"), "north-1");
    Path policies = Files.createDirectories(site.resolve("policies"));
    Files.copy(
        Dist.file("policies/certified-signers.yaml"), policies.resolve("certified-signers.yaml"));
    Files.writeString(
        desk.folder().resolve("bundle.yaml"),
        "crls: [%s]%n".formatted(authority.resolve("list.crl")),
        StandardOpenOption.APPEND);
  }

  private static void pin() {
    desk.skerry(
            "root",
            "next",
            "--chain",
            "alice=" + authority.resolve("alice.chain.pem"),
            "--chain",
            "bob=" + authority.resolve("bob.chain.pem"))
        .exits(0);
    for (String name : List.of("alice", "bob")) {
      desk.skerry("root", "sign", "root/2.root.dsse.json", "--key", "keys/" + name + ".key.pem")
          .exits(0);
    }
  }

  private static void openssl(String arguments) {
    Run.ok(authority, ("openssl " + arguments).split(" "));
  }

  private static void list() {
    openssl("ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl -out list.crl");
  }

  private static Path release(long sequence) throws IOException {
    Path stick = Files.createDirectory(work.resolve("stick-" + sequence));
    desk.release(sequence, stick);
    return stick;
  }

  private static Run verify(Path stick) {
    return desk.skerry("verify", stick.toString(), "--root", "root/1.root.dsse.json").exits(0);
  }

  private static Run importAt(Path stick) {
    return Dist.skerryd(work, "import", "--data", site.toString(), stick.toString());
  }

  @Test
  @Order(1)
  void aSiteThatAsksForCertificatesTakesABundleOfPeopleWhoHaveThem() throws IOException {
    Path stick = release(2);
    assertThat(verify(stick).out())
        .contains("alice: certificate CN=alice of CN=Release-CA, valid", "revocation good");
    assertThat(importAt(stick).exits(0).out()).contains("admitted small-stable-2");
  }

  @Test
  @Order(2)
  void aSignerWhoseCertificateWasRevokedIsNamedAndRefusedWhereAPolicyAsks() throws IOException {
    openssl("ca -config ca.cnf -cert ca.pem -keyfile ca.key -revoke bob.pem");
    list();
    Path stick = release(3);
    Run verified = verify(stick);
    assertThat(verified.out()).contains("revocation revoked");
    assertThat(verified.err()).contains("warning: certificate of bob was revoked");
    assertThat(importAt(stick).exits(4).err())
        .contains("SKY-9511", "certified-signers", "SKY-1154", "certificate of bob");
  }

  @Test
  @Order(3)
  void withoutAListNobodyKnowsAndAPolicyThatAsksRefuses() throws IOException {
    Path yaml = desk.folder().resolve("bundle.yaml");
    Files.writeString(yaml, Files.readString(yaml).replaceFirst("(?m)^crls:.*$", ""));
    Path stick = release(4);
    assertThat(verify(stick).out()).contains("revocation unknown");
    assertThat(importAt(stick).exits(4).err()).contains("SKY-9511", "enough-certified");
  }
}
