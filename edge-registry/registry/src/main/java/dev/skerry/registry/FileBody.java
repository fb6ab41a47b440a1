package dev.skerry.registry;

import dev.skerry.registry.wire.Stepwise;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ServerConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.Charset;

/**
 * A part of a file in the clothes of a buffer: the only method that Helidon's plain socket calls is
 * {@link #writeTo(OutputStream)}.
 */
final class FileBody implements BufferData, Stepwise {
  private final Answer.FilePart part;
  private Runnable step = () -> {};
  private boolean written;

  FileBody(Answer.FilePart part) {
    this.part = part;
  }

  @Override
  public void beforeEachStep(Runnable work) {
    step = work;
  }

  /**
   * Sends all bytes.
   *
   * @throws ServerConnectionException when the client went away or the file is too short: the
   *     connection is closed and a short body never looks whole
   */
  @Override
  public void writeTo(OutputStream out) {
    try (InputStream in =
        Channels.newInputStream(new FileRegion(part.file(), part.offset(), part.length(), step))) {
      long sent = in.transferTo(out);
      if (sent != part.length()) {
        throw new IOException("sent " + sent + " of " + part.length() + " bytes");
      }
      written = true;
    } catch (IOException e) {
      throw new ServerConnectionException("response aborted", e);
    }
  }

  @Override
  public boolean consumed() {
    return written;
  }

  @Override
  public int available() {
    return written ? 0 : (int) Math.min(Integer.MAX_VALUE, part.length());
  }

  @Override
  public int capacity() {
    return available();
  }

  @Override
  public BufferData reset() {
    throw new UnsupportedOperationException();
  }

  @Override
  public BufferData rewind() {
    throw new UnsupportedOperationException();
  }

  @Override
  public BufferData clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int readFrom(InputStream in) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int readFrom(ByteBuffer in) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(byte[] bytes, int position, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String readString(int length, Charset charset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BufferData write(int value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int writeTo(ByteBuffer out, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(BufferData bytes, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String debugDataBinary() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String debugDataHex(boolean full) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void skip(int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int indexOf(byte value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int lastIndexOf(byte value, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BufferData trim(int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int get(int index) {
    throw new UnsupportedOperationException();
  }
}
