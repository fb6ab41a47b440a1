package dev.skerry.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.skerry.format.console.Ending;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependencies point one way (docs/ARCHITECTURE.md, "Modules"). */
class ArchitectureTest {
  /** What each module may use of the others, directly. */
  private static final Map<String, Set<String>> MODULES =
      Map.ofEntries(
          Map.entry("format", Set.of()),
          Map.entry("upstream", Set.of("format")),
          Map.entry("plans", Set.of("format")),
          Map.entry("cel", Set.of("format", "plans")),
          Map.entry("desk", Set.of("format", "upstream", "plans", "cel")),
          Map.entry("cli", Set.of("format", "upstream", "plans", "cel", "desk")),
          Map.entry("store", Set.of("format")),
          Map.entry("registry", Set.of("format", "store")),
          Map.entry("site", Set.of("format", "store", "plans", "cel")),
          Map.entry("rollout", Set.of("format", "plans")),
          Map.entry(
              "gateway", Set.of("format", "store", "registry", "site", "rollout", "plans", "cel")));

  /** Which modules alone may import a library. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "dev.cel", Set.of("cel"),
          "io.helidon", Set.of("registry", "gateway"),
          "com.google.cloud.tools.jib", Set.of("upstream", "examples"),
          "java.sql", Set.of("store"),
          "org.sqlite", Set.of("store"),
          "io.fabric8", Set.of("rollout"),
          "picocli", Set.of("cli", "gateway"),
          "com.fasterxml.jackson.databind", Set.of("desk", "rollout", "gateway"),
          "org.bouncycastle", Set.of("format"));

  private static JavaClasses all;

  @BeforeAll
  static void readClasses() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.skerry");
  }

  static List<String> modules() {
    return MODULES.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyThoseBelowIt(String module) {
    Set<String> others = new TreeSet<>(MODULES.keySet());
    others.removeAll(MODULES.getOrDefault(module, Set.of()));
    others.remove(module);
    noClasses()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others.stream().map(ArchitectureTest::packages).toArray(String[]::new))
        .check(all);
  }

  static List<String> libraries() {
    return LIBRARIES.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryStaysBehindItsModules(String library) {
    Set<String> users = LIBRARIES.getOrDefault(library, Set.of());
    noClasses()
        .that()
        .resideOutsideOfPackages(
            users.stream().map(ArchitectureTest::packages).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .check(all);
  }

  @Test
  void noPackagesFormACycle() {
    slices().matching("dev.skerry.(**)").should().beFreeOfCycles().check(all);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.skerry.cli.Skerry")
        .and()
        .doNotHaveFullyQualifiedName("dev.skerry.gateway.Skerryd")
        .and()
        .doNotHaveSimpleName("Rehearsal")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Ending.class, "now", int.class)
        .check(all);
    noClasses()
        .that()
        .doNotBelongToAnyOf(Ending.class)
        .should()
        .callMethod(Runtime.class, "halt", int.class)
        .check(all);
  }

  private static String packages(String module) {
    return "dev.skerry." + module + "..";
  }
}
