package io.sparksgd;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The import rules of the rooms. */
class ArchitectureTest {
  private static final String ROOT = "io.sparksgd.";

  /** What each room may import: rooms by their name, libraries by their package. */
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("message", List.of()),
          Map.entry("setting", List.of()),
          Map.entry("math", List.of("jdk.incubator.vector..")),
          Map.entry("schedule", List.of("message", "setting")),
          Map.entry("cost", List.of()),
          Map.entry("data", List.of("math")),
          Map.entry("objective", List.of("setting", "math", "data")),
          Map.entry("compress", List.of("setting", "math")),
          Map.entry("optim", List.of("setting", "math", "schedule")),
          Map.entry("monitor", List.of("message", "org.slf4j..")),
          Map.entry(
              "config",
              List.of(
                  "message",
                  "setting",
                  "math",
                  "data",
                  "objective",
                  "compress",
                  "optim",
                  "schedule",
                  "monitor",
                  "org.snakeyaml.engine..",
                  "org.apache.commons.text.similarity..")),
          Map.entry("features", List.of("math", "data", "config")),
          Map.entry(
              "checkpoint",
              List.of(
                  "message",
                  "math",
                  "config",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "com.fasterxml.jackson..",
                  "org.slf4j..")),
          Map.entry(
              "spark",
              List.of(
                  "features",
                  "message",
                  "cost",
                  "checkpoint",
                  "math",
                  "data",
                  "objective",
                  "compress",
                  "optim",
                  "schedule",
                  "monitor",
                  "config",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.broadcast..",
                  "org.apache.spark.metrics..",
                  "com.codahale.metrics..",
                  "org.apache.spark.rdd..",
                  "org.apache.spark.scheduler",
                  "com.esotericsoftware.kryo",
                  "org.apache.spark.serializer",
                  "org.apache.spark.storage..",
                  "org.apache.spark.util",
                  "org.apache.spark.sql..",
                  "org.apache.spark.ml.linalg..",
                  "org.apache.hadoop.io.compress..",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "scala..",
                  "com.fasterxml.jackson..",
                  "org.slf4j..")),
          Map.entry(
              "ml",
              List.of(
                  "features",
                  "message",
                  "math",
                  "data",
                  "objective",
                  "compress",
                  "optim",
                  "schedule",
                  "monitor",
                  "config",
                  "spark",
                  "org.apache.spark",
                  "org.apache.spark.ml..",
                  "org.apache.spark.sql..",
                  "org.apache.spark.util",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "scala..",
                  "com.fasterxml.jackson..",
                  "org.slf4j..")),
          Map.entry(
              "job",
              List.of(
                  "features",
                  "message",
                  "cost",
                  "checkpoint",
                  "org.apache.hadoop.util",
                  "org.apache.hadoop.security",
                  "com.sun.security.auth.module",
                  "math",
                  "data",
                  "objective",
                  "compress",
                  "optim",
                  "schedule",
                  "monitor",
                  "config",
                  "spark",
                  "ml",
                  "org.apache.spark..",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "org.apache.commons.compress..",
                  "scala..",
                  "com.fasterxml.jackson..",
                  "picocli..")));

  /** Not the tests' own, whose folder is elsewhere for each Spark line. */
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.sparksgd");

  private static ArchRule importsOf(String room, List<String> allowed) {
    List<String> packages = new ArrayList<>(List.of("java..", ROOT + room + ".."));
    for (String other : allowed) {
      packages.add(other.contains(".") ? other : ROOT + other + "..");
    }
    return classes()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(new String[0])))
        .as("room " + room + " imports only " + allowed);
  }

  static Stream<String> rooms() {
    return MAY_IMPORT.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomsImportDownhillOnly(String room) {
    importsOf(room, MAY_IMPORT.get(room)).check(MAIN);
  }

  @Test
  void everyRoomHasItsRule() {
    Set<String> found = new TreeSet<>();
    MAIN.forEach(
        type -> {
          if (type.getPackageName().startsWith(ROOT)) {
            found.add(type.getPackageName().substring(ROOT.length()).split("\\.")[0]);
          }
        });
    assertThat(found).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
  }

  @Test
  void theRuleFailsForAnUphillImport() {
    assertThatThrownBy(() -> importsOf("objective", List.of("math")).check(MAIN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("room objective imports only [math]");
  }

  @Test
  void everyRoomSaysWhatItIsFor() {
    File sources = Path.of("src/main/java/io/sparksgd").toFile();
    for (File room : sources.listFiles(File::isDirectory)) {
      assertThat(Arrays.asList(room.list())).as(room.getName()).contains("package-info.java");
    }
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("io.sparksgd.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void onlyTheCommandLineEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sparksgd.job..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(MAIN);
  }

  @Test
  void nothingDeserialisesJavaObjectsOrRunsAShell() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.ProcessBuilder")
        .orShould()
        .callMethod(Runtime.class, "exec", String.class)
        .check(MAIN);
  }

  @Test
  void randomnessIsAFunctionOfItsArguments() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .check(MAIN);
  }
}
