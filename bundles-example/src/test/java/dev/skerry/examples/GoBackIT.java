package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Images;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site goes back to the bundle before, by a permit, and everybody can see why. */
class GoBackIT {
  private static final String OLD = "one\n";
  private static final String NEW = "another\n";

  @TempDir private Path work;
  private Fleet fleet;
  private Path data;
  private Path first;
  private Path second;
  private Path mail;

  @BeforeEach
  void twoBundlesAndAPermit() throws IOException {
    Tools.need("curl");
    fleet = Fleet.create(work.resolve("fleet"));
    data = fleet.site("north-1");
    first = fleet.release(1);
    fleet.desk().register(data, "north-1");
    fleet.desk().file("one.txt", NEW);
    second = fleet.release(2);
    mail = Files.createDirectory(work.resolve("mail"));
  }

  /** What role deploy writes and sends by any way; its file. */
  private Path permit() throws IOException {
    String[] create = {
      "permit",
      "create",
      "out/small-stable-1.statement",
      "--site",
      "north-1",
      "--rule",
      "go-back",
      "--reason",
      "the new page is wrong",
      "--key",
      "keys/alice.key.pem",
      "--key",
      "keys/bob.key.pem"
    };
    Run created = fleet.desk().skerry(create).exits(0);
    Path file = fleet.desk().folder().resolve(created.out().lines().toList().getLast());
    return Files.copy(file, mail.resolve(file.getFileName()));
  }

  private void assertServes(Site site, String text) {
    String manifest = "http://" + site.registry() + "/v2/skerry/file/one.txt/manifests/latest";
    assertThat(Run.in(work, "curl", "-s", manifest).exits(0).out()).contains(Images.hash(text));
  }

  @Test
  void theBundleBeforeIsActiveAlsoAfterARestartAndItsOwnStickIsPresent() throws IOException {
    try (Site site = Site.serve(data)) {
      Fleet.importAt(data, first).exits(0);
      Fleet.importAt(data, second).exits(0);
      assertServes(site, NEW);
      Run back = Dist.skerryd(work, "go-back", "--data", data + "", permit() + "").exits(0);
      assertThat(back.out()).contains("activated small-stable-1");
      assertThat(back.err())
          .contains("warning SKY-1152", "permitted by alice, bob, rule go-back")
          .contains("the new page is wrong")
          .doesNotContain("nobody permits");
      assertServes(site, OLD);
      site.daemon().kill();
    }
    try (Site site = Site.serve(data)) {
      assertServes(site, OLD);
      assertThat(Fleet.report(data, "status"))
          .contains("bundle small-stable-1,", "accepted up to epoch 1, sequence 2");
      assertThat(Fleet.importAt(data, first).exits(0).out()).contains("present small-stable-1");
      assertThat(Fleet.importAt(data, second).exits(0).out()).contains("present small-stable-2");
      assertServes(site, OLD);
    }
  }

  @Test
  void deskAndAuditorSeeThePermitItsReasonAndWhoSignedIt() throws IOException {
    Fleet.importAt(data, first).exits(0);
    Fleet.importAt(data, second).exits(0);
    Path permit = permit();
    Dist.skerryd(work, "go-back", "--data", data + "", permit + "").exits(0);
    String[] sticks = {first + "", second + "", mail + ""};
    Run receipts = fleet.desk().skerry("receipts", sticks[0], sticks[1], sticks[2]).exits(0);
    assertThat(receipts.out()).contains("site north-1 holds small-stable-1");
    fleet.desk().skerry("audit", "report", sticks[0], sticks[1], sticks[2]).exits(0);
    String digest = Images.hash(payload(permit));
    for (String report : new String[] {"report.html", "report.json", "report.oscal.json"}) {
      assertThat(fleet.desk().folder().resolve(report))
          .content()
          .as(report)
          .contains("go-back", "the new page is wrong", digest)
          .contains(fleet.desk().keyid("alice"), fleet.desk().keyid("bob"));
    }
  }

  private String payload(Path envelope) {
    String decode = "sed -n '2s/^\"payload\":\"\\(.*\\)\",$/\\1/p' \"$0\" | base64 -d";
    return Run.in(work, "sh", "-c", decode, envelope.toString()).exits(0).out();
  }
}
