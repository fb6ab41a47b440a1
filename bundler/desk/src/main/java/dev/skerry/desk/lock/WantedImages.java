package dev.skerry.desk.lock;

import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.ControllerSpec;
import dev.skerry.desk.describe.ImageSpec;
import dev.skerry.desk.describe.OsSpec;
import dev.skerry.format.Reference;
import dev.skerry.plans.HiddenImages;
import dev.skerry.plans.NamedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which images a bundle takes: those it lists, its OS images, and those of its controllers. */
public final class WantedImages {
  private WantedImages() {}

  /**
   * An image to take.
   *
   * @param osName its name when it is an operating system
   */
  public record Wanted(ImageSpec image, Optional<String> osName) {
    /** Where it is taken from, as {@code from:} spells it. */
    public String from() {
      return image.from().orElse(image.name().toString());
    }
  }

  /**
   * All of them, in the order of the file. A controller's image that is listed already, perhaps
   * from another source, or assumed, is not taken again.
   */
  public static List<Wanted> of(BundleSpec spec) {
    List<Wanted> wanted = new ArrayList<>();
    spec.images().forEach(i -> wanted.add(new Wanted(i, Optional.empty())));
    for (OsSpec os : spec.os()) {
      if (os instanceof OsSpec.FromImage i) {
        wanted.add(new Wanted(i.image(), Optional.of(i.name())));
      }
    }
    Set<String> known = new HashSet<>(spec.assumes());
    wanted.forEach(w -> known.add(w.image().name().toString()));
    for (ControllerSpec controller : spec.controllers()) {
      for (NamedImage hidden : HiddenImages.of(controller.name(), controller.version())) {
        if (known.add(hidden.image())) {
          ImageSpec image = ImageSpec.of(Reference.parse(hidden.image()), controller.at());
          wanted.add(new Wanted(image, Optional.empty()));
        }
      }
    }
    return wanted;
  }
}
