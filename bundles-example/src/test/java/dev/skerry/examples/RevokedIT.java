package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content that a site holds is revoked by a root that comes with a bundle for somebody else. */
class RevokedIT {
  @TempDir private Path work;

  private Run pull(Site site, String... options) {
    List<String> command = new ArrayList<>(List.of("curl", "-s"));
    command.addAll(List.of(options));
    command.add("http://" + site.registry() + "/v2/skerry/file/one.txt/manifests/latest");
    return Run.in(work, command.toArray(String[]::new)).exits(0);
  }

  private String digest(Site site) {
    return pull(site, "-I")
        .out()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("docker-content-digest: "))
        .findFirst()
        .orElseThrow()
        .substring("docker-content-digest: ".length())
        .strip();
  }

  @Test
  void whatIsHeldGoesOnBeingServedUntilTheSiteSaysRefuse() {
    Tools.need("curl");
    Fleet fleet = Fleet.create(work.resolve("fleet"));
    Path data = fleet.site("north-1");
    Fleet.importAt(data, fleet.release(1)).exits(0);
    String digest;
    try (Site site = Site.serve(data)) {
      digest = digest(site);
      List<String> both = List.of("alice", "bob");
      fleet.desk().nextRoot(both, List.of(), "--revoke-content", digest);
      fleet.desk().file("one.txt", "another\n");
      Path forOthers = fleet.describe("audience: [{clusterName: south-1}]\n").release(2);
      assertThat(Fleet.importAt(data, forOthers).exits(4).err()).contains("SKY-1123");
      assertThat(Fleet.report(data, "status")).contains("root 2", "SKY-8518");
      assertThat(digest(site)).isEqualTo(digest);
    }
    try (Site site = Site.serve(data, "--revoked", "refuse")) {
      Run refused = pull(site, "-w", "%{http_code}");
      assertThat(refused.out())
          .contains("DENIED", "SKY-5024", digest, "revoked by root 2")
          .endsWith("403");
      assertThat(Fleet.report(data, "log")).contains("revoked: refuse");
    }
    try (Site site = Site.serve(data)) {
      assertThat(digest(site)).isEqualTo(digest);
    }
  }
}
