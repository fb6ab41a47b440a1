package dev.skerry.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciRequestTest {
  private static final Digest DIGEST = new Digest("ab".repeat(32));
  private static final String ID = "0b7e6d7c-9a1f-4a53-8d49-2d2f5f1f0a11";

  @Test
  void readsEveryPathOfTheApi() {
    assertThat(OciRequest.parse("/v2")).isEqualTo(new OciRequest.Ping());
    assertThat(OciRequest.parse("/v2/")).isEqualTo(new OciRequest.Ping());
    assertThat(OciRequest.parse("/v2/_catalog")).isEqualTo(new OciRequest.Repositories());
    assertThat(OciRequest.parse("/v2/a/b/manifests/V1.0_x"))
        .isEqualTo(new OciRequest.Manifest("a/b", "V1.0_x"));
    assertThat(OciRequest.parse("/v2/a/manifests/" + DIGEST))
        .isEqualTo(new OciRequest.Manifest("a", DIGEST.toString()));
    assertThat(OciRequest.parse("/v2/a/blobs/" + DIGEST))
        .isEqualTo(new OciRequest.Blob("a", DIGEST));
    assertThat(OciRequest.parse("/v2/a/tags/list")).isEqualTo(new OciRequest.Tags("a"));
    assertThat(OciRequest.parse("/v2/a/referrers/" + DIGEST))
        .isEqualTo(new OciRequest.Referrers("a", DIGEST));
    assertThat(OciRequest.parse("/v2/a/blobs/uploads/")).isEqualTo(new OciRequest.StartUpload("a"));
    assertThat(OciRequest.parse("/v2/a/blobs/uploads")).isEqualTo(new OciRequest.StartUpload("a"));
    assertThat(OciRequest.parse("/v2/a/blobs/uploads/" + ID))
        .isEqualTo(new OciRequest.Upload("a", ID));
  }

  @Test
  void readsFromTheRightBecauseNamesHaveSlashes() {
    assertThat(OciRequest.parse("/v2/blobs/manifests/tags/manifests/list"))
        .isEqualTo(new OciRequest.Manifest("blobs/manifests/tags", "list"));
    assertThat(OciRequest.parse("/v2/a/blobs/uploads/manifests/x"))
        .isEqualTo(new OciRequest.Manifest("a/blobs/uploads", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker.io/library/nginx", "localhost:5000/a", "Registry.Example:443/a"})
  void aNameMayBeginWithAHost(String name) {
    assertThat(OciRequest.parse("/v2/" + name + "/tags/list")).isEqualTo(new OciRequest.Tags(name));
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/a/../b/tags/list, NAME_INVALID",
    "/v2/a%2Fb/tags/list, NO_SUCH_PATH",
    "/v2/a;x=1/tags/list, NO_SUCH_PATH",
    "/v2//tags/list, NAME_INVALID",
    "/v2/A/tags/list, NAME_INVALID",
    "/v2/a//b/tags/list, NAME_INVALID",
    "/v2/a/tags/other, NO_SUCH_PATH",
    "/v2/a, NO_SUCH_PATH",
    "/v2/tags/list, NO_SUCH_PATH",
    "/v3/a/tags/list, NO_SUCH_PATH",
    "/v2/a/blobs/sha256:baddigeststring, DIGEST_INVALID",
    "/v2/a/manifests/sha256:baddigeststring, DIGEST_INVALID",
    "/v2/a/referrers/x, DIGEST_INVALID",
    "/v2/a/manifests/.hidden, DIGEST_INVALID",
    "/v2/a/blobs/uploads/../../etc, NO_SUCH_PATH",
    "/v2/a/blobs/uploads/x, UPLOAD_UNKNOWN",
  })
  void refusesWhatTheSpecificationDoesNotSpell(String path, RegistryError error) {
    assertThatThrownBy(() -> OciRequest.parse(path))
        .asInstanceOf(InstanceOfAssertFactories.type(SkerryException.class))
        .extracting(e -> e.problem().code())
        .isEqualTo(error.code());
  }

  @Test
  void sha512ContentIsUnknownRatherThanMalformed() {
    assertThatThrownBy(() -> OciRequest.parse("/v2/a/blobs/sha512:" + "0".repeat(128)))
        .isInstanceOf(SkerryException.class)
        .hasMessageStartingWith(RegistryError.BLOB_UNKNOWN.code());
  }

  @Property(tries = 500)
  void everyPathIsAValueOrARefusal(@ForAll String tail) {
    try {
      assertThat(OciRequest.parse("/v2/" + tail).route()).isNotEmpty();
    } catch (SkerryException e) {
      assertThat(e.problem().code()).startsWith("SKY-50");
    }
  }
}
