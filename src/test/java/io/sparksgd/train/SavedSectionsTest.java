package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.checkpoint.CheckpointFolder;
import io.sparksgd.checkpoint.CheckpointWriter;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.config.CheckpointConfig.OnFailure;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.Phase;
import io.sparksgd.objective.Objective;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of saved sections is what runs save. */
class SavedSectionsTest {
  private static final int FEATURES = 9;
  private static final Objective LOGISTIC = TestRuns.logistic(FEATURES);
  private static final RowBlock ROWS = TestRuns.twoClasses(300, FEATURES, 5);
  private static final String METRICS =
      Stream.of(Metric.values()).map(Metric::key).collect(Collectors.joining("|", "(", ")"));
  private static final String PHASES =
      Stream.of(Phase.values()).map(Phase::key).collect(Collectors.joining("|", "(", ")"));

  @TempDir private Path directory;

  /** The names of the sections in the last checkpoint of a run. */
  private List<String> saved(String name, String... settings) throws IOException {
    CheckpointFolder folder =
        CheckpointFolder.at(
            new org.apache.hadoop.fs.Path(directory.resolve(name).toString()), new Configuration());
    CheckpointWriter writer = CheckpointWriter.claim(folder, 2, "out");
    Checkpoints to = new Checkpoints(writer, 4, Optional.empty(), OnFailure.FAIL, Map::of);
    RunControl control = new RunControl(Optional.of(to), new StopRequest());
    try (BlockSet train = SharedSpark.blocks(ROWS, 120, 5, 175);
        BlockSet validation = SharedSpark.blocks(TestRuns.twoClasses(80, FEATURES, 6), 80)) {
      new Trainer(TestRuns.plan(LOGISTIC, settings), List.of())
          .fit(train, Optional.of(validation), new double[LOGISTIC.layout().size()], control);
    }
    return folder.newest(warning -> {}).orElseThrow().state().names();
  }

  private static List<Section> sections(List<String> names) {
    List<Section> sections = new ArrayList<>();
    for (String name : names) {
      List<Section> fitting =
          Stream.of(Section.values()).filter(section -> fits(name, section)).toList();
      assertThat(fitting).as(name).hasSize(1);
      sections.add(fitting.get(0));
    }
    return sections;
  }

  private static boolean fits(String name, Section section) {
    return name.matches(
        section
            .pattern()
            .replace("<metric>", METRICS)
            .replace("<phase>", PHASES)
            .replace("<n>", "[0-9]+")
            .replace("<section>", ".+"));
  }

  @Test
  void everySavedSectionHasOneRowAndStandsInTheOrderOfTheTable() throws IOException {
    List<String> local =
        saved(
            "local",
            "batch: {size: 14}",
            "optimizer: {kind: adam, learning-rate: 0.05, average-decay: 0.9}",
            "schedule: {kind: plateau, patience: 0}",
            "synchronize: {local-steps: 4, outer: {kind: momentum}}",
            "stop: {steps: 24, early: {metric: accuracy, patience: 30}, tolerance: 0.001}",
            "evaluate: {every-steps: 3}",
            "guard: {on-divergence: roll-back, every-steps: 5}");
    List<String> cosine =
        saved("cosine", "batch: {size: 14}", "schedule: {kind: cosine}", "stop: {steps: 9}");

    Set<Section> all = EnumSet.noneOf(Section.class);
    for (List<String> names : List.of(local, cosine)) {
      List<Section> sections = sections(names);
      all.addAll(sections);
      assertThat(sections.stream().filter(section -> section.compareTo(Section.GUARD_POINT) < 0))
          .isSorted();
    }
    assertThat(all).containsExactly(Section.values());
    List<String> points =
        local.stream()
            .filter(name -> name.startsWith("point0/"))
            .map(name -> name.substring("point0/".length()))
            .toList();
    assertThat(sections(points)).contains(Section.PROGRESS, Section.WEIGHTS).isSorted();
  }

  @Test
  void thePageOfReliabilityShowsTheTable() throws IOException {
    List<String> rows =
        Stream.of(Section.values())
            .map(s -> "| `" + s.pattern() + "` | " + s.content() + " | " + s.meaning() + " |")
            .toList();
    assertThat(Files.readAllLines(Path.of("src/docs/reliability.md"))).containsSequence(rows);
  }
}
