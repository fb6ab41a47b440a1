package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
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
      crlDistributionPoints = URI:http://127.0.0.1:PORT/list.crl
      authorityInfoAccess = OCSP;URI:http://127.0.0.1:PORT/, caIssuers;URI:http://127.0.0.1:PORT/ca
      """;

  @TempDir private static Path work;
  @AutoClose private static ServerSocket network = null;
  private static Path authority = Path.of("");
  private static Fleet fleet = null;
  private static Path site = Path.of("");

  @BeforeAll
  static void certify() throws IOException {
    Tools.need("openssl");
    fleet = Fleet.create(work.resolve("fleet"));
    authority = Files.createDirectory(work.resolve("authority"));
    network = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    String port = String.valueOf(network.getLocalPort());
    Files.writeString(authority.resolve("ca.cnf"), CONFIG.replace("PORT", port));
    Files.createFile(authority.resolve("index.txt"));
    Files.writeString(authority.resolve("crlnumber"), "01\n");
    openssl("ecparam -name prime256v1 -genkey -noout -out ca.key");
    openssl(
        "req -config ca.cnf -new -x509 -key ca.key -subj /CN=Release-CA -days 3650 -out ca.pem");
    for (String name : List.of("alice", "bob")) {
      String key = fleet.desk().folder().resolve("keys/" + name + ".key.pem").toString();
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
    fleet.describe("crls: [%s]%n".formatted(authority.resolve("list.crl")));
    site = fleet.site("north-1");
    Path policies = Files.createDirectories(site.resolve("policies"));
    Files.copy(
        Dist.file("policies/certified-signers.yaml"), policies.resolve("certified-signers.yaml"));
  }

  private static void pin() {
    List<String> both = List.of("alice", "bob");
    String[] chains = new String[4];
    for (int i = 0; i < both.size(); i++) {
      chains[2 * i] = "--chain";
      chains[2 * i + 1] = both.get(i) + "=" + authority.resolve(both.get(i) + ".chain.pem");
    }
    fleet.desk().nextRoot(both, List.of(), chains);
  }

  private static void openssl(String arguments) {
    Run.ok(authority, ("openssl " + arguments).split(" "));
  }

  private static void list() {
    openssl("ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl -out list.crl");
  }

  private static Run verify(Path stick) {
    return fleet
        .desk()
        .skerry("verify", stick.toString(), "--root", "root/1.root.dsse.json")
        .exits(0);
  }

  @Test
  @Order(1)
  void aSiteThatAsksForCertificatesTakesABundleOfPeopleWhoHaveThem() throws IOException {
    Path stick = fleet.release(2);
    assertThat(verify(stick).out())
        .contains("alice: certificate CN=alice of CN=Release-CA, valid", "revocation good");
    assertThat(Fleet.importAt(site, stick).exits(0).out())
        .contains(
            "admitted small-stable-2",
            "alice: certificate CN=alice of CN=Release-CA, valid",
            "revocation good");
  }

  @Test
  @Order(2)
  void aSignerWhoseCertificateWasRevokedIsNamedAndRefusedWhereAPolicyAsks() throws IOException {
    openssl("ca -config ca.cnf -cert ca.pem -keyfile ca.key -revoke bob.pem");
    list();
    Path stick = fleet.release(3);
    Run verified = verify(stick);
    assertThat(verified.out()).contains("revocation revoked");
    assertThat(verified.err()).contains("warning: certificate of bob was revoked");
    Run refused = Fleet.importAt(site, stick).exits(4);
    assertThat(refused.out()).contains("bob: certificate CN=bob", "revocation revoked");
    assertThat(refused.err())
        .contains("SKY-9511", "certified-signers", "SKY-1154", "certificate of bob")
        .contains("bob has a certificate that was revoked", "was revoked (CN=bob) 20");
  }

  @Test
  @Order(3)
  void withoutAListNobodyKnowsAndAPolicyThatAsksRefuses() throws IOException {
    fleet.describe("");
    Path stick = fleet.release(4);
    assertThat(verify(stick).out()).contains("revocation unknown");
    assertThat(Fleet.importAt(site, stick).exits(4).err())
        .contains("SKY-9511", "enough-certified", "alice (issuer = \"CN=Release-CA\"")
        .contains("revocation = \"unknown\"");
  }

  @Test
  @Order(4)
  void nobodyGoesWhereACertificateSaysThatAListIs() throws IOException {
    network.setSoTimeout(300);
    assertThatThrownBy(network::accept).isInstanceOf(SocketTimeoutException.class);
  }
}
