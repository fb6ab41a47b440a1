package dev.skerry.desk.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleSchemaTest {
  private static final Path PUBLISHED = Path.of("../../docs/bundle.schema.json");
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(BundleSchema.text());

  private Set<ValidationMessage> judge(String yaml) throws IOException {
    JsonNode tree = new YAMLMapper().readTree(yaml);
    return schema.validate(tree);
  }

  @Test
  void thePublishedSchemaIsTheGeneratedOne() throws IOException {
    if (Boolean.getBoolean("skerry.write-schema")) {
      Files.writeString(PUBLISHED, BundleSchema.text());
    }
    assertThat(Files.readString(PUBLISHED)).isEqualTo(BundleSchema.text());
  }

  @Test
  void theFullExampleIsValid() throws IOException {
    assertThat(judge(DescribeTest.full())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expires: 180d | expires: 180",
        "expires: 180d | expires: 5m",
        "kind: Bundle | kind: Bundel",
        "product: edge-fleet | product: Edge",
        "docker.io/library/nginx:1.29 | nginx:1.29",
        "docker.io/library/nginx:1.29 | docker.io/library/nginx",
        "platforms: [linux/amd64] | platform: linux/amd64",
        "referrers: all | referrers: some",
        "v1.33.5+k3s1 | v1.33.5",
        "systemUpgradeController: | upgradeController:",
        "approval: two | approval: 2",
        "concurrency: 2 | concurrency: 0",
        "operator: DoesNotExist | operator: Like",
        "days: [sat] | days: [Saturday]",
      })
  void whatTheReaderRefusesTheSchemaRefusesToo(String from, String to) throws IOException {
    String yaml = DescribeTest.full().replace(from, to);
    assertThat(yaml).isNotEqualTo(DescribeTest.full());
    assertThat(judge(yaml)).isNotEmpty();
    assertThat(DescribeTest.parse(yaml).faults()).isNotEmpty();
  }
}
