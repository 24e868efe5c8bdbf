package io.sparksgd;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of the rooms. They take the root package, so that a test can plant a violation of each
 * under another root.
 *
 * @param root with a dot at its end
 * @param mayImport by room: other rooms by their name, libraries by their package
 */
record HouseRules(String root, Map<String, List<String>> mayImport) {
  private static final long MOST_FILES = 30;
  private static final long MOST_FIELDS = 9;
  private static final int MOST_ARGUMENTS = 6;
  private static final Pattern DOORS = Pattern.compile("doors? (is|are) .*?[.;]( |$)");
  private static final Pattern DOOR = Pattern.compile("\\{@link ([A-Za-z.]+)}");

  /** Imports go downhill only. */
  ArchRule importsOf(String room, List<String> allowed) {
    List<String> packages = new ArrayList<>(List.of("java..", root + room));
    for (String other : allowed) {
      packages.add(mayImport.containsKey(other) ? root + other : other);
    }
    return classes()
        .that()
        .resideInAPackage(root + room)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(new String[0])))
        .as("room " + room + " imports only " + allowed);
  }

  ArchRule importsOf(String room) {
    return importsOf(room, mayImport.get(room));
  }

  void checkEveryRoomHasARule(JavaClasses code) {
    Set<String> found = new TreeSet<>();
    code.forEach(
        type -> {
          if (type.getPackageName().startsWith(root)) {
            found.add(type.getPackageName().substring(root.length()));
          }
        });
    assertThat(found).containsExactlyInAnyOrderElementsOf(mayImport.keySet());
  }

  ArchRule haveNoCycles() {
    return slices().matching(root + "(**)").should().beFreeOfCycles();
  }

  /** Tests of pure rooms start no Spark. */
  ArchRule testsStartNoSpark(List<String> rooms) {
    return noClasses()
        .that()
        .resideInAnyPackage(rooms.stream().map(room -> root + room).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark.sql", "org.apache.spark.api..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "io[.]sparksgd[.]testkit[.](SharedSpark|OwnSpark|TestRuns|CommandLineRun)")
        .as("tests of pure rooms start no Spark");
  }

  /** A package-info states the allowed imports, and names as doors classes that other rooms see. */
  static void checkPackageInfo(Path folder, JavaClasses code) throws IOException {
    String text =
        Files.readString(folder.resolve("package-info.java")).replaceAll("\\s+\\* ?", " ");
    assertThat(text)
        .as(folder + "/package-info.java")
        .contains("May import")
        .containsPattern(DOORS);
    List<String> named =
        DOORS
            .matcher(text)
            .results()
            .flatMap(said -> DOOR.matcher(said.group()).results())
            .map(door -> door.group(1))
            .toList();
    assertThat(named)
        .as("doors, public, of " + folder + "/package-info.java")
        .allMatch(door -> isPublic(door, code));
  }

  private static boolean isPublic(String name, JavaClasses code) {
    return code.contain(name) && code.get(name).getModifiers().contains(JavaModifier.PUBLIC);
  }

  static void checkFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long count = files.filter(file -> file.toString().endsWith(".java")).count();
      assertThat(count).as(folder.toString()).isLessThanOrEqualTo(MOST_FILES);
    }
  }

  /**
   * No class has more than nine instance fields. Records and their builders name what they hold,
   * and options of the command line are declarations: they do not count.
   *
   * @param exceptions names of classes
   */
  static ArchRule haveFewFields(Collection<String> exceptions) {
    return classes()
        .should(
            new ArchCondition<>("have at most " + MOST_FIELDS + " instance fields") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                long fields = type.getFields().stream().filter(HouseRules::holdsState).count();
                boolean free =
                    type.isRecord()
                        || type.getSimpleName().equals("Builder")
                        || exceptions.contains(type.getName());
                if (fields > MOST_FIELDS && !free) {
                  events.add(SimpleConditionEvent.violated(type, type.getName() + ": " + fields));
                }
              }
            });
  }

  private static boolean holdsState(com.tngtech.archunit.core.domain.JavaField field) {
    return !field.getModifiers().contains(JavaModifier.STATIC)
        && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
        && field.getAnnotations().stream()
            .noneMatch(note -> note.getRawType().getPackageName().startsWith("picocli"));
  }

  /** No constructor has more than six arguments, but those of records. */
  static ArchRule haveShortConstructors() {
    return classes()
        .should(
            new ArchCondition<>("have constructors of at most " + MOST_ARGUMENTS + " arguments") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean tooLong =
                    type.getConstructors().stream()
                        .filter(made -> !made.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .anyMatch(made -> made.getRawParameterTypes().size() > MOST_ARGUMENTS);
                if (tooLong && !type.isRecord()) {
                  events.add(SimpleConditionEvent.violated(type, type.getName()));
                }
              }
            });
  }
}
