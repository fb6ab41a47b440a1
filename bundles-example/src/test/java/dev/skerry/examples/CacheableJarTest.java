package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CacheableJarTest {
  @TempDir private Path dir;

  @Test
  void classesAreNewAndTheirInstructionsTheSame() throws Exception {
    Path published =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path raised = dir.resolve("raised.jar");
    CacheableJar.main(new String[] {published.toString(), raised.toString()});
    int classes = 0;
    try (JarFile before = new JarFile(published.toFile());
        JarFile after = new JarFile(raised.toFile())) {
      assertThat(after.stream().map(ZipEntry::getName))
          .startsWith(before.stream().map(ZipEntry::getName).toArray(String[]::new))
          .endsWith("groovy/lang/Closure.class")
          .hasSize(before.size() + 1);
      for (ZipEntry entry : before.stream().filter(CacheableJarTest::isClass).toList()) {
        ClassModel old = parsed(before, entry);
        ClassModel now = parsed(after, after.getEntry(entry.getName()));
        assertThat(old.majorVersion()).as(entry.getName()).isLessThan(ClassFile.JAVA_6_VERSION);
        assertThat(now.majorVersion()).isEqualTo(ClassFile.latestMajorVersion());
        assertThat(code(now)).as(entry.getName()).isEqualTo(code(old));
        classes++;
      }
    }
    assertThat(classes).isGreaterThan(200);
  }

  private static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
  }

  private static ClassModel parsed(JarFile jar, ZipEntry entry) throws IOException {
    try (var in = jar.getInputStream(entry)) {
      return ClassFile.of().parse(in.readNBytes(Math.toIntExact(entry.getSize())));
    }
  }

  private static List<List<Opcode>> code(ClassModel type) {
    return type.methods().stream().map(CacheableJarTest::code).toList();
  }

  private static List<Opcode> code(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .filter(Instruction.class::isInstance)
        .map(element -> ((Instruction) element).opcode())
        .toList();
  }
}
