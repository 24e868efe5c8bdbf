package io.sparksgd;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DocumentationTool;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that lists the classes for users, their signatures and their Javadoc. */
class PublicSurfaceTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(io\\.sparksgd\\.[A-Za-z.]+)` \\|");
  private static final String PARAMS = "io.sparksgd.ml.params";

  /** Types in signatures that the page names below its tables. */
  private static final Set<String> NAMED =
      Set.of(
          "io.sparksgd.data.Precision",
          "io.sparksgd.objective.ModelSpec",
          "io.sparksgd.math.IndexSet",
          "io.sparksgd.math.SparseReader");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.sparksgd");

  private static Set<String> listed() throws IOException {
    Set<String> names = new TreeSet<>();
    String page = Files.readString(Path.of("src/docs/public-surface.md"));
    ROW.matcher(page).results().map(found -> found.group(1)).forEach(names::add);
    MAIN.stream()
        .filter(type -> type.getPackageName().equals(PARAMS) && isSeen(type.getModifiers()))
        .map(PublicSurfaceTest::outermost)
        .forEach(names::add);
    return names;
  }

  private static boolean isSeen(Set<JavaModifier> modifiers) {
    return !modifiers.contains(JavaModifier.SYNTHETIC)
        && !modifiers.contains(JavaModifier.BRIDGE)
        && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
  }

  private static String outermost(JavaClass type) {
    return type.getBaseComponentType().getName().split("\\$")[0];
  }

  private static Stream<JavaClass> types(JavaCodeUnit unit) {
    return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()));
  }

  @Test
  void listedClassesArePublic() throws IOException {
    assertThat(listed())
        .hasSizeGreaterThan(30)
        .allMatch(name -> MAIN.contain(name) && isSeen(MAIN.get(name).getModifiers()));
  }

  @Test
  void signaturesNameNoOtherClassOfTheProject() throws IOException {
    Set<String> listed = listed();
    Set<String> others = new TreeSet<>();
    for (JavaClass type : MAIN) {
      if (listed.contains(outermost(type)) && isSeen(type.getModifiers())) {
        type.getCodeUnits().stream()
            .filter(unit -> isSeen(unit.getModifiers()))
            .flatMap(PublicSurfaceTest::types)
            .map(PublicSurfaceTest::outermost)
            .filter(name -> name.startsWith("io.sparksgd."))
            .forEach(others::add);
      }
    }
    others.removeAll(listed);
    assertThat(others).isEqualTo(NAMED);
  }

  /** The group {@code missing} asks for tags on every method; here one sentence says it. */
  @Test
  void itsJavadocHasNoWarnings(@TempDir Path out) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String name : listed()) {
      String file = name.replace('.', '/') + ".java";
      Path written = Path.of("src/main/java", file);
      sources.add(Files.exists(written) ? written : Path.of("src/generated/java", file));
    }
    DocumentationTool tool = ToolProvider.getSystemDocumentationTool();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = tool.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(DocumentationTool.Location.DOCUMENTATION_OUTPUT, List.of(out));
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
      List<String> options =
          List.of("-quiet", "-protected", "-Xdoclint:all,-missing", "-Xmaxwarns", "100");
      boolean whole =
          tool.getTask(
                  messages, files, null, null, options, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(messages.toString()).isEmpty();
      assertThat(whole).isTrue();
    }
  }

  /** Surefire starts a jar that only names the others. */
  private static List<Path> classPath() {
    String given = System.getProperty("java.class.path");
    String paths = System.getProperty("surefire.test.class.path", given);
    return Stream.of(paths.split(java.io.File.pathSeparator)).map(Path::of).toList();
  }
}
