package dev.skerry.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On tables as kernels print them, and on a connection of this very process. */
class CallersTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode                                                     \n";
  private static final String REST =
      " 00000000:00000000 00:00000000 00000000  %4d        0 %d 1 00000000ebc9cebc 20 4 30 10 -1\n";

  @TempDir private Path folder;
  private FakeMachine machine;
  private Callers callers;

  @BeforeEach
  void machine() {
    machine = new FakeMachine(folder);
    machine.file(
        "etc/passwd",
        "root:x:0:0:root:/root:/bin/bash\n\n#\nann:x:1000:1000:Ann,,,:/home-of/ann:/bin/sh\n"
            + "second:x:1000:1000::/:/bin/sh\nbad\u001b[2J:x:1002:1::/:/bin/sh\n:x:1003:1::/:\n");
    callers = new Callers(machine.files(), ByteOrder.LITTLE_ENDIAN);
  }

  private static String row(String ends, int uid, int inode) {
    return "   3: " + ends + REST.formatted(uid, inode);
  }

  private static InetSocketAddress at(String address, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  private String peer(String from, String to) throws IOException {
    return callers.peer(at(from, 50_000), at(to, 5_001)).actor();
  }

  @Test
  void theOwnerOfTheCallersSocketIsNamed() throws IOException {
    machine.file(
        "proc/self/net/tcp",
        HEAD
            + row("0100007F:1389 00000000:0000 0A", 0, 1145)
            + row("0100007F:1389 0100007F:C350 01", 0, 2001)
            + row("0100007F:C350 0100007F:1389 01", 1000, 2002));
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("ann");
    assertThat(callers.peer(at("127.0.0.1", 50_000), at("127.0.0.1", 5_001)).detail())
        .isEqualTo(Map.of("uid", "1000"));
  }

  @Test
  void whoListensAtAnAddressIsNamed() throws IOException {
    machine.file(
        "proc/self/net/tcp",
        HEAD
            + row("0100007F:1389 00000000:0000 0A", 1000, 1145)
            + row("0100007F:138A 00000000:0000 0A", 1001, 1146)
            + row("0100007F:1389 0100007F:C350 01", 1002, 2001)
            + row("0200007F:1389 00000000:0000 0A", 1003, 2001));
    machine.file(
        "proc/self/net/tcp6",
        HEAD
            + row("0000000000000000FFFF00000100007F:1389 " + "0".repeat(32) + ":0000 0A", 1004, 7)
            + row("0".repeat(32) + ":138A " + "0".repeat(32) + ":0000 0A", 1005, 7));
    assertThat(callers.listening(at("127.0.0.1", 5_001))).containsOnly(1000L, 1004L);
    assertThat(callers.listening(at("127.0.0.1", 5_002))).containsOnly(1001L, 1005L);
    assertThat(callers.listening(at("127.0.0.1", 5_003))).isEmpty();
  }

  @Test
  void aProgramThatSpeaksIpv4OverASocketOfIpv6IsFoundToo() throws IOException {
    machine.file("proc/self/net/tcp", HEAD);
    machine.file(
        "proc/self/net/tcp6",
        HEAD
            + row(
                "0000000000000000FFFF00000100007F:C350 0000000000000000FFFF00000100007F:1389 01",
                1000,
                7));
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("ann");
    assertThat(peer("::1", "::1")).isEqualTo("unknown");
  }

  @Test
  void loopbackOfIpv6() throws IOException {
    machine.file(
        "proc/self/net/tcp6",
        HEAD
            + row(
                "00000000000000000000000001000000:C350 00000000000000000000000001000000:1389 01",
                1000,
                7));
    assertThat(peer("::1", "::1")).isEqualTo("ann");
  }

  @Test
  void machinesOfTheOtherByteOrder() throws IOException {
    callers = new Callers(machine.files(), ByteOrder.BIG_ENDIAN);
    machine.file("proc/self/net/tcp", HEAD + row("7F000001:C350 7F000001:1389 01", 1000, 7));
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("ann");
    machine.file("proc/self/net/tcp", HEAD);
    machine.file(
        "proc/self/net/tcp6",
        HEAD
            + row(
                "00000000000000000000FFFF7F000001:C350 00000000000000000000FFFF7F000001:1389 01",
                0,
                7));
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("root");
  }

  /** The kernel gives such sockets to user 0: whoever calls and leaves would pass for root. */
  @Test
  void aCallerThatIsGoneIsNotTakenForRoot() throws IOException {
    machine.file(
        "proc/self/net/tcp",
        HEAD
            + row("0100007F:C350 0100007F:1389 06", 0, 0)
            + row("0100007F:C350 0100007F:1389 05", 0, 0));
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("unknown");
  }

  @Test
  void theSamePortInAnotherConnectionIsNotMeant() throws IOException {
    machine.file(
        "proc/self/net/tcp",
        HEAD
            + row("0100007F:C350 0100007F:1388 01", 0, 7)
            + row("0200007F:C350 0100007F:1389 01", 0, 8)
            + row("0100007F:C351 0100007F:1389 01", 0, 9));
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("unknown");
  }

  @Test
  void whatIsNoTableAndNoAddressIsUnknown() throws IOException {
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("unknown");
    machine.file("proc/self/net/tcp", "\u0000\n: : :\n   1: 0100007F:C350 0100007F:1389 01\n");
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("unknown");
    machine.file(
        "proc/self/net/tcp",
        row("0100007F:C350 0100007F:1389 01", 1000, 7).replace(" 1000 ", " -1 "));
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("unknown");
    UnixDomainSocketAddress local = UnixDomainSocketAddress.of("/x");
    assertThat(callers.peer(local, local).actor()).isEqualTo("unknown");
  }

  @Test
  void aUserWithoutANameHasItsNumberAndAHostileNameIsSpelledSafely() throws IOException {
    machine.file("proc/self/net/tcp", row("0100007F:C350 0100007F:1389 01", 77, 7));
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("uid 77");
    machine.file("proc/self/net/tcp", row("0100007F:C350 0100007F:1389 01", 1002, 7));
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("bad?[2J");
    machine.file("proc/self/net/tcp", row("0100007F:C350 0100007F:1389 01", 1003, 7));
    assertThat(peer("127.0.0.1", "127.0.0.1")).isEqualTo("uid 1003");
  }

  @Test
  void thisProcessIsWhomItActsAs() {
    machine.file("proc/self/status", "Name:\tjava\nUmask:\t0022\nUid:\t1000\t0\t0\t0\nGid:\t1\n");
    Caller self = callers.self();
    assertThat(self.actor()).isEqualTo("root");
    assertThat(self.claiming(Optional.of("ann\u001b[2J" + "x".repeat(9_000))).detail())
        .containsEntry("uid", "0")
        .hasEntrySatisfying(
            "sudo-user", who -> assertThat(who).startsWith("ann?[2Jxx").hasSize(128));
    assertThat(self.claiming(Optional.of("")).detail()).containsOnlyKeys("uid");
  }

  @Test
  void aRealConnectionIsOfTheUserThatTheTestRunsAs() throws IOException {
    String uid = String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    assertThat(Callers.real().self().detail()).containsEntry("uid", uid);
    for (String loopback : new String[] {"127.0.0.1", "::1"}) {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(loopback));
          Socket called = called(server, uid)) {
        assertThat(realPeer(called).actor()).isEqualTo("unknown");
      }
    }
  }

  /** A connection whose caller was there, and is gone. */
  private static Socket called(ServerSocket server, String uid) throws IOException {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      Socket called = server.accept();
      assertThat(client.isConnected()).isTrue();
      assertThat(realPeer(called).detail()).containsEntry("uid", uid);
      return called;
    }
  }

  private static Caller realPeer(Socket called) {
    return Callers.real().peer(called.getRemoteSocketAddress(), called.getLocalSocketAddress());
  }
}
