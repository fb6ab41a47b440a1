package dev.skerry.examples.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The key of a gateway in the hands of whoever took its machine over: signs whatever he likes. */
public final class GatewayKey {
  private static final String TYPE = "application/vnd.in-toto+json";

  private final PrivateKey key;

  /** The key in a data folder. */
  public GatewayKey(Path data) {
    try {
      String pem = Files.readString(data.resolve("gateway.key.pem"));
      byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
      key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A signature. */
  public byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The payload of a receipt. */
  public static String payload(Path receipt) {
    try {
      String text = Files.readAllLines(receipt).get(1).split("\"")[3];
      return new String(Base64.getDecoder().decode(text), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The receipt with another payload, signed anew. */
  public Path resign(Path receipt, String payload) {
    try {
      byte[] bytes = payload.getBytes(UTF_8);
      String head = "DSSEv1 %d %s %d ".formatted(TYPE.length(), TYPE, bytes.length);
      byte[] pae = (head + payload).getBytes(UTF_8);
      String before = Files.readString(receipt);
      String keyid = before.split("\"keyid\":\"")[1].split("\"")[0];
      String text =
          """
          {"payloadType":"%s",
          "payload":"%s",
          "signatures":[
          {"keyid":"%s","sig":"%s"}
          ]}
          """
              .formatted(TYPE, base64(bytes), keyid, base64(sign(pae)));
      Path folder = Files.createTempDirectory(receipt.resolveSibling("..").normalize(), "resigned");
      return Files.writeString(folder.resolve("receipt.dsse.json"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
