package dev.skerry.cel.engine;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.skerry.cel.facts.Type;
import dev.skerry.cel.facts.Type.Labels;
import dev.skerry.cel.facts.Type.Many;
import dev.skerry.cel.facts.Type.Scalar;
import dev.skerry.cel.facts.Type.Struct;
import dev.skerry.cel.facts.Vocabulary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CEL as policies have it: standard macros, the types of the {@link Vocabulary}, so that a misspelt
 * field is found when a policy is loaded, and bounds. What could make a small expression need much
 * time or memory is not there: putting texts together, values without a type.
 */
final class Language {
  /** How long an expression may be, in code points. */
  private static final int LONGEST = 4_096;

  /** How deep it may nest. */
  private static final int DEEPEST = 32;

  /** How many steps all loops of one evaluation may take together. */
  static final int MOST_STEPS = 200_000;

  /** How large a regular expression may be, in RE2's instructions. */
  private static final int LARGEST_PATTERN = 1_000;

  private static final Set<String> LEFT_OUT = Set.of("add_string", "add_bytes", "to_dyn");

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(LONGEST)
          .maxParseRecursionDepth(DEEPEST)
          .comprehensionMaxIterations(MOST_STEPS)
          .maxRegexProgramSize(LARGEST_PATTERN)
          .enableHiddenAccumulatorVar(true)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private final Map<String, CelType> structs = new HashMap<>();
  private final CelRuntime runtime =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
  private final Literals literals = new Literals(OPTIONS, runtime);
  private final Struct settings;

  /** The language of a policy with these settings. */
  Language(Struct settings) {
    this.settings = settings;
  }

  /** A compiler without {@code it}. */
  CelCompiler compiler() {
    return builder().build();
  }

  /** A compiler that knows {@code it}. */
  CelCompiler compiler(CelType it) {
    return builder().addVar("it", it).build();
  }

  CelRuntime runtime() {
    return runtime;
  }

  Literals literals() {
    return literals;
  }

  private CelCompilerBuilder builder() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(
                CelStandardDeclarations.newBuilder()
                    .filterFunctions((function, overload) ->
                        !LEFT_OUT.contains(overload.celOverloadDecl().overloadId()))
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("settings", type(settings));
    Vocabulary.FACTS.fields().forEach((name, type) -> builder.addVar(name, type(type)));
    return builder.setTypeProvider(new Structs(ImmutableMap.copyOf(structs)));
  }

  private record Structs(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return byName.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(byName.get(name));
    }
  }

  private CelType type(Type type) {
    return switch (type) {
      case Scalar.TEXT -> SimpleType.STRING;
      case Scalar.NUMBER -> SimpleType.INT;
      case Scalar.FLAG -> SimpleType.BOOL;
      case Scalar.TIME -> SimpleType.TIMESTAMP;
      case Many many -> ListType.create(type(many.item()));
      case Labels labels -> MapType.create(SimpleType.STRING, SimpleType.STRING);
      case Struct struct -> struct(struct);
    };
  }

  private CelType struct(Struct struct) {
    ImmutableMap.Builder<String, CelType> builder = ImmutableMap.builder();
    struct.fields().forEach((name, field) -> builder.put(name, type(field)));
    ImmutableMap<String, CelType> fields = builder.buildOrThrow();
    CelType made =
        StructType.create(
            struct.name(), fields.keySet(), name -> Optional.ofNullable(fields.get(name)));
    structs.put(struct.name(), made);
    return made;
  }
}
