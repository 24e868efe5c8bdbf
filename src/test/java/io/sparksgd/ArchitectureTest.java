package io.sparksgd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
          Map.entry("math", List.of("jdk.incubator.vector..")),
          Map.entry("setting", List.of()),
          Map.entry("compress", List.of("math", "setting")),
          Map.entry("data", List.of("math")),
          Map.entry("message", List.of()),
          Map.entry("monitor", List.of("message")),
          Map.entry("objective", List.of("math", "setting", "data")),
          Map.entry("optim", List.of("math", "setting")),
          Map.entry("schedule", List.of("message", "setting")),
          Map.entry(
              "config",
              List.of(
                  "math",
                  "setting",
                  "compress",
                  "data",
                  "monitor",
                  "objective",
                  "optim",
                  "schedule")),
          Map.entry(
              "config.parse",
              List.of(
                  "math",
                  "setting",
                  "compress",
                  "data",
                  "monitor",
                  "objective",
                  "optim",
                  "schedule",
                  "config",
                  "org.apache.commons.text.similarity..",
                  "org.snakeyaml.engine..")),
          Map.entry(
              "checkpoint",
              List.of(
                  "config",
                  "com.fasterxml.jackson..",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "org.slf4j..")),
          Map.entry("cli.convert", List.of("org.apache.commons.compress..")),
          Map.entry(
              "cli.text",
              List.of(
                  "message",
                  "monitor",
                  "com.fasterxml.jackson..",
                  "org.apache.spark",
                  "picocli..",
                  "scala..")),
          Map.entry("features", List.of("math", "data", "config")),
          Map.entry(
              "input.format",
              List.of(
                  "data",
                  "message",
                  "objective",
                  "config",
                  "features",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.ml.linalg..",
                  "org.apache.spark.sql..",
                  "org.apache.spark.util",
                  "org.slf4j..",
                  "scala..")),
          Map.entry(
              "spark",
              List.of(
                  "math",
                  "compress",
                  "message",
                  "monitor",
                  "com.codahale.metrics..",
                  "com.esotericsoftware.kryo",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.broadcast..",
                  "org.apache.spark.metrics..",
                  "org.apache.spark.rdd..",
                  "org.apache.spark.scheduler",
                  "org.apache.spark.serializer",
                  "scala..")),
          Map.entry(
              "input.blocks",
              List.of(
                  "math",
                  "data",
                  "message",
                  "config",
                  "input.format",
                  "spark",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.broadcast..",
                  "org.apache.spark.rdd..",
                  "org.apache.spark.storage..",
                  "scala..")),
          Map.entry(
              "input.source",
              List.of(
                  "data",
                  "message",
                  "config",
                  "input.format",
                  "com.fasterxml.jackson..",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "org.apache.hadoop.io.compress..",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.ml.linalg..",
                  "org.apache.spark.rdd..",
                  "org.apache.spark.sql..",
                  "org.apache.spark.util",
                  "scala..")),
          Map.entry(
              "input.scan",
              List.of(
                  "math",
                  "data",
                  "message",
                  "config",
                  "features",
                  "input.format",
                  "input.blocks",
                  "input.source",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.rdd..",
                  "org.apache.spark.sql..",
                  "org.apache.spark.storage..",
                  "org.apache.spark.util",
                  "org.slf4j..",
                  "scala..")),
          Map.entry(
              "input",
              List.of(
                  "math",
                  "data",
                  "message",
                  "config",
                  "features",
                  "input.format",
                  "input.blocks",
                  "input.source",
                  "input.scan",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.ml.linalg..",
                  "org.apache.spark.rdd..",
                  "org.apache.spark.sql..",
                  "org.slf4j..",
                  "scala..")),
          Map.entry(
              "model",
              List.of(
                  "config.parse",
                  "math",
                  "monitor",
                  "objective",
                  "config",
                  "checkpoint",
                  "features",
                  "com.fasterxml.jackson..",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..")),
          Map.entry("sample", List.of("math", "data")),
          Map.entry(
              "plan",
              List.of(
                  "message",
                  "monitor",
                  "objective",
                  "optim",
                  "schedule",
                  "config",
                  "checkpoint",
                  "sample")),
          Map.entry("exchange", List.of("math", "compress", "objective", "config", "plan")),
          Map.entry(
              "task",
              List.of(
                  "math",
                  "compress",
                  "data",
                  "objective",
                  "optim",
                  "config",
                  "spark",
                  "sample",
                  "plan",
                  "exchange",
                  "org.apache.spark",
                  "scala..")),
          Map.entry(
              "round",
              List.of(
                  "math",
                  "compress",
                  "data",
                  "message",
                  "monitor",
                  "objective",
                  "config",
                  "checkpoint",
                  "spark",
                  "input.blocks",
                  "sample",
                  "plan",
                  "exchange",
                  "task",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.broadcast..",
                  "org.apache.spark.rdd..",
                  "org.apache.spark.storage..",
                  "org.apache.spark.util",
                  "org.slf4j..",
                  "scala..")),
          Map.entry(
              "score",
              List.of(
                  "math",
                  "data",
                  "monitor",
                  "objective",
                  "spark",
                  "input.blocks",
                  "model",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.broadcast..",
                  "org.apache.spark.ml.linalg..",
                  "org.apache.spark.rdd..",
                  "org.apache.spark.sql..",
                  "scala..")),
          Map.entry(
              "train",
              List.of(
                  "math",
                  "compress",
                  "data",
                  "message",
                  "monitor",
                  "objective",
                  "optim",
                  "config",
                  "checkpoint",
                  "spark",
                  "input.blocks",
                  "sample",
                  "plan",
                  "exchange",
                  "task",
                  "round",
                  "score",
                  "org.apache.hadoop.fs..",
                  "org.apache.spark",
                  "org.apache.spark.rdd..",
                  "scala..")),
          Map.entry(
              "search",
              List.of(
                  "setting",
                  "math",
                  "data",
                  "message",
                  "monitor",
                  "objective",
                  "optim",
                  "schedule",
                  "config",
                  "spark",
                  "input.blocks",
                  "input",
                  "plan",
                  "sample",
                  "exchange",
                  "task",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.broadcast..",
                  "org.apache.spark.rdd..",
                  "scala..")),
          Map.entry(
              "launch",
              List.of(
                  "math",
                  "data",
                  "message",
                  "monitor",
                  "objective",
                  "config",
                  "features",
                  "input.format",
                  "input.blocks",
                  "input",
                  "model",
                  "plan",
                  "score",
                  "search",
                  "train",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "org.apache.spark.sql..")),
          Map.entry(
              "cli.folder",
              List.of(
                  "config.parse",
                  "monitor",
                  "config",
                  "cli.text",
                  "input.blocks",
                  "input",
                  "model",
                  "train",
                  "search",
                  "org.snakeyaml.engine..",
                  "com.fasterxml.jackson..",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "org.apache.hadoop.util")),
          Map.entry(
              "cli.generate",
              List.of(
                  "math",
                  "com.fasterxml.jackson..",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.ml.linalg..",
                  "org.apache.spark.rdd..",
                  "org.apache.spark.sql..")),
          Map.entry(
              "cli.job",
              List.of(
                  "config.parse",
                  "config",
                  "input.format",
                  "input.scan",
                  "launch",
                  "cli.folder",
                  "com.sun.security.auth.module",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.security",
                  "org.apache.spark",
                  "org.apache.spark.deploy",
                  "org.apache.spark.scheduler",
                  "org.apache.spark.sql..",
                  "picocli..",
                  "scala..")),
          Map.entry("cost", List.of("plan")),
          Map.entry(
              "rehearse",
              List.of(
                  "math",
                  "message",
                  "monitor",
                  "objective",
                  "optim",
                  "schedule",
                  "config",
                  "spark",
                  "input.blocks",
                  "plan",
                  "round",
                  "score",
                  "train",
                  "cost",
                  "org.apache.spark",
                  "org.apache.spark.rdd..")),
          Map.entry(
              "cli.plan",
              List.of(
                  "config.parse",
                  "math",
                  "objective",
                  "config",
                  "cli.text",
                  "input.format",
                  "input.blocks",
                  "input.source",
                  "input",
                  "train",
                  "launch",
                  "cli.folder",
                  "cli.job",
                  "cost",
                  "rehearse",
                  "org.apache.spark",
                  "org.apache.spark.network.util",
                  "org.apache.spark.sql..",
                  "picocli..")),
          Map.entry(
              "cli",
              List.of(
                  "config.parse",
                  "math",
                  "data",
                  "message",
                  "monitor",
                  "objective",
                  "schedule",
                  "config",
                  "checkpoint",
                  "cli.convert",
                  "cli.text",
                  "input.format",
                  "spark",
                  "input.blocks",
                  "input.source",
                  "input",
                  "model",
                  "plan",
                  "score",
                  "train",
                  "search",
                  "launch",
                  "cli.folder",
                  "cli.generate",
                  "cli.job",
                  "cli.plan",
                  "com.fasterxml.jackson..",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "org.apache.hadoop.util",
                  "org.apache.spark",
                  "org.apache.spark.api..",
                  "org.apache.spark.rdd..",
                  "org.apache.spark.sql..",
                  "picocli..")),
          Map.entry(
              "ml.params", List.of("config.parse", "config", "org.apache.spark.ml..", "scala..")),
          Map.entry(
              "ml",
              List.of(
                  "config.parse",
                  "ml.params",
                  "math",
                  "message",
                  "monitor",
                  "objective",
                  "optim",
                  "config",
                  "features",
                  "input.format",
                  "spark",
                  "model",
                  "plan",
                  "score",
                  "train",
                  "search",
                  "launch",
                  "com.fasterxml.jackson..",
                  "org.apache.hadoop.conf..",
                  "org.apache.hadoop.fs..",
                  "org.apache.spark",
                  "org.apache.spark.ml..",
                  "org.apache.spark.sql..",
                  "org.apache.spark.util",
                  "org.slf4j..",
                  "scala..")));

  private static final HouseRules RULES = new HouseRules(ROOT, MAY_IMPORT);

  /** Not the tests' own, whose folder is elsewhere for each Spark line. */
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.sparksgd");

  static Stream<String> rooms() {
    return MAY_IMPORT.keySet().stream().sorted();
  }

  private static Path folder(String room) {
    return Path.of("src/main/java/io/sparksgd", room.split("\\."));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomsImportDownhillOnly(String room) {
    RULES.importsOf(room).check(MAIN);
  }

  @Test
  void everyRoomHasItsRule() {
    RULES.checkEveryRoomHasARule(MAIN);
  }

  @Test
  void theRuleFailsForAnUphillImport() {
    assertThatThrownBy(() -> RULES.importsOf("objective", List.of("math")).check(MAIN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("room objective imports only [math]");
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void everyRoomSaysWhatItIsForAndWhichDoorsItHas(String room) throws IOException {
    HouseRules.checkPackageInfo(folder(room), MAIN);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void noRoomHasMoreThanThirtyFiles(String room) throws IOException {
    HouseRules.checkFiles(folder(room));
  }

  @Test
  void roomsHaveNoCycles() {
    RULES.haveNoCycles().check(MAIN);
  }

  /** The classes that may have more than nine fields, each with its reason. */
  private static final Map<String, String> MANY_FIELDS =
      Map.of(
          "io.sparksgd.data.BlockBuilder", "growing arrays, and counters of an inner loop",
          "io.sparksgd.data.CompactRows$Copy", "arrays, and counters of an inner loop",
          "io.sparksgd.exchange.EncodedSum", "travels in every round: nested objects cost bytes",
          "io.sparksgd.input.format.SegmentCounts", "the counts of a split: each is a fact",
          "io.sparksgd.monitor.MetricSums", "the sums of all metrics: each is a sum over rows");

  @Test
  void noClassHasMoreThanNineFields() {
    HouseRules.haveFewFields(MANY_FIELDS.keySet()).check(MAIN);
    assertThat(MANY_FIELDS.keySet()).allMatch(name -> MAIN.contain(name));
  }

  @Test
  void noConstructorHasMoreThanSixArguments() {
    HouseRules.haveShortConstructors().check(MAIN);
  }

  /** Their tests need no Spark session, and take seconds together. */
  static final List<String> PURE =
      List.of(
          "math",
          "message",
          "schedule",
          "cost",
          "data",
          "objective",
          "compress",
          "optim",
          "monitor",
          "config",
          "config.parse",
          "features",
          "checkpoint",
          "sample",
          "plan",
          "exchange",
          "setting");

  @Test
  void testsOfPureRoomsStartNoSpark() {
    JavaClasses tests = new ClassFileImporter().importPackages("io.sparksgd");
    RULES.testsStartNoSpark(PURE).check(tests);
  }

  @Test
  void onlyTheCommandLineEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sparksgd.cli..")
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
