package dev.skerry.format.document;

import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.json.JsonText;
import java.util.Base64;

/** Spells a root document as format section 5 says. */
final class RootText {
  private RootText() {}

  static byte[] of(RootDocument root) {
    return JsonText.object()
        .put("type", PayloadTypes.ROOT_TYPE)
        .put("product", root.product())
        .put("version", root.version())
        .put("epoch", root.epoch())
        .put("issued", Times.text(root.issued()))
        .put("expires", Times.text(root.expires()))
        .objects("signers", root.signers(), RootText::signer)
        .object("roles", roles -> roles(roles, root))
        .object("revoked", revoked -> revoked(revoked, root.revoked()))
        .objects("chains", root.chains(), RootText::chain)
        .bytes();
  }

  private static void signer(JsonText json, RootSigner signer) {
    json.put("name", signer.name()).objects("keys", signer.keys(), RootText::key);
  }

  private static void key(JsonText json, RootKey key) {
    json.put("keyid", key.keyid()).put("scheme", key.scheme()).put("spki", base64(key.spki()));
  }

  private static void roles(JsonText json, RootDocument root) {
    for (RoleName name : RoleName.values()) {
      RootDocument.Role role = root.roles().of(name);
      json.object(
          name.word(),
          o -> o.put("threshold", role.threshold()).strings("signers", role.signers()));
    }
  }

  private static void revoked(JsonText json, Revoked revoked) {
    json.strings("keys", revoked.keys())
        .strings("bundles", StatementText.texts(revoked.bundles()))
        .strings("content", StatementText.texts(revoked.content()));
  }

  private static void chain(JsonText json, Chain chain) {
    json.put("keyid", chain.keyid())
        .strings("certificates", chain.certificates().stream().map(RootText::base64).toList());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
