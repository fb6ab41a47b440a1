package dev.skerry.gateway.origin;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out from the kernel who calls: for a connection over loopback it lists the owner of the
 * caller's socket.
 */
public final class Callers {
  private static final int STATE = 3;
  private static final int UID = 7;
  private static final int INODE = 9;
  private static final int IPV6 = 16;

  private static final String LISTENING = "0A";

  /** Every address of this machine, as the two tables spell it. */
  private static final Pattern ANY = Pattern.compile("0{8}|0{32}");

  /** Where in an IPv6 address that stands for one of IPv4 the two bytes before it are. */
  private static final int MAPPED = 10;

  private final KernelFiles files;
  private final ByteOrder order;

  /**
   * Finds callers.
   *
   * @param order in which this machine keeps the bytes of a number, for the kernel prints addresses
   *     as numbers
   */
  Callers(KernelFiles files, ByteOrder order) {
    this.files = files;
    this.order = order;
  }

  /** Finds those of this machine. */
  public static Callers real() {
    return new Callers(KernelFiles.real(), ByteOrder.nativeOrder());
  }

  /** The user that this process runs as. */
  public Caller self() {
    return caller(
        KernelFiles.lines(files.at("proc/self/status"))
            .map(line -> line.split("\\s+"))
            .filter(words -> words.length > 2 && words[0].equals("Uid:"))
            .map(words -> words[2])
            .findFirst());
  }

  /**
   * The user at the other end of a connection; unknown when that is not on this machine, or has
   * gone already.
   *
   * @param peer its address
   * @param own the address that it called
   */
  public Caller peer(SocketAddress peer, SocketAddress own) {
    if (!(peer instanceof InetSocketAddress from && own instanceof InetSocketAddress to)) {
      return caller(Optional.empty());
    }
    // Each costs some milliseconds where there is much memory. Our own client is in the second one,
    // which adds little to the start of a command; others should not have to wait for both.
    return caller(
        uid("proc/self/net/tcp", end(from, false), end(to, false))
            .or(() -> uid("proc/self/net/tcp6", end(from, true), end(to, true))));
  }

  /**
   * The users whose programs listen at an address of this machine, or at every address with its
   * port.
   *
   * @return none where the kernel does not tell
   */
  public Set<Long> listening(InetSocketAddress at) {
    return Stream.of("proc/self/net/tcp", "proc/self/net/tcp6")
        .flatMap(table -> KernelFiles.lines(files.at(table)))
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > INODE && words[STATE].equals(LISTENING))
        .filter(words -> listensAt(words[1], at))
        .map(words -> words[UID])
        .filter(uid -> uid.matches("[0-9]{1,10}"))
        .map(Long::parseLong)
        .collect(Collectors.toSet());
  }

  private boolean listensAt(String row, InetSocketAddress at) {
    String[] parts = row.split(":", -1);
    return row.equals(end(at, false))
        || row.equals(end(at, true))
        || parts[1].equals("%04X".formatted(at.getPort())) && ANY.matcher(parts[0]).matches();
  }

  /**
   * From a row whose socket still belongs to a process: the kernel gives the sockets that are
   * closing after their end to user 0, with inode 0.
   */
  private Optional<String> uid(String table, String from, String to) {
    return KernelFiles.lines(files.at(table))
        .filter(line -> line.contains(from))
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > INODE && words[1].equals(from) && words[2].equals(to))
        .filter(words -> !words[INODE].equals("0"))
        .map(words -> words[UID])
        .findFirst();
  }

  /** An end as the tables spell it; the one of IPv6 holds IPv4 addresses too. */
  private String end(InetSocketAddress end, boolean six) {
    byte[] address = end.getAddress().getAddress();
    ByteBuffer bytes = ByteBuffer.allocate(six ? IPV6 : address.length).order(order);
    if (bytes.capacity() > address.length) {
      bytes.position(MAPPED).put((byte) 0xff).put((byte) 0xff);
    }
    bytes.put(address).flip();
    StringBuilder hex = new StringBuilder();
    while (bytes.hasRemaining()) {
      hex.append(String.format(Locale.ROOT, "%08X", bytes.getInt()));
    }
    return hex.append(String.format(Locale.ROOT, ":%04X", end.getPort())).toString();
  }

  private Caller caller(Optional<String> told) {
    Optional<String> uid = told.filter(text -> text.matches("[0-9]{1,10}"));
    return new Caller(
        uid.map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty()),
        uid.flatMap(this::name),
        Optional.empty());
  }

  private Optional<String> name(String uid) {
    return KernelFiles.lines(files.at("etc/passwd"))
        .map(line -> List.of(line.split(":", -1)))
        .filter(words -> words.size() > 2 && words.get(2).equals(uid))
        .map(words -> KernelFiles.shown(words.getFirst()))
        .filter(name -> !name.isEmpty())
        .findFirst();
  }
}
