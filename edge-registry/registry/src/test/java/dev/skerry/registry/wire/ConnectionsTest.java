package dev.skerry.registry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final List<SocketChannel> clients = new ArrayList<>();
  private final Connections connections = new Connections(100, 2);
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
    server.close();
  }

  private Connection connect() throws IOException {
    clients.add(SocketChannel.open(server.getLocalAddress()));
    SocketChannel accepted = server.accept();
    connections.accept(accepted);
    return connections.of(accepted.getRemoteAddress()).orElseThrow();
  }

  private static void untilClosed(Connection connection) throws InterruptedException {
    for (int i = 0; i < 1_000 && connection.open(); i++) {
      Thread.sleep(10);
    }
    assertThat(connection.open()).isFalse();
  }

  @Test
  void whoeverIsWaitedForTooLongIsClosedAndNobodyElse() throws Exception {
    Connection late = connect();
    Connection working = connect();
    late.await(Duration.ZERO);
    working.await(Duration.ZERO);
    working.working();

    untilClosed(late);
    assertThat(working.open()).isTrue();
  }

  @Test
  void oneClientHasItsPartAndThoseWithoutARequestGoFirst() throws Exception {
    Connection first = connect();
    Connection second = connect();
    assertThatThrownBy(this::connect).hasMessageContaining("too many connections");

    second.idle();
    Connection third = connect();
    assertThat(second.open()).isFalse();
    assertThat(first.open()).isTrue();
    assertThat(third.open()).isTrue();
  }

  @Test
  void whenPlacesRunOutThoseWithoutARequestAreClosed() throws Exception {
    Connections few = new Connections(32, 100);
    clients.add(SocketChannel.open(server.getLocalAddress()));
    SocketChannel accepted = server.accept();
    few.accept(accepted);
    Connection idle = few.of(accepted.getRemoteAddress()).orElseThrow();
    idle.idle();

    untilClosed(idle);
  }
}
