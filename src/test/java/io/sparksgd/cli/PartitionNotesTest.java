package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.cli.PartitionNotes.Choice;
import io.sparksgd.testkit.SharedSpark;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class PartitionNotesTest {
  private static List<String> notes(int cores, int partitions, Choice choice, String... settings) {
    SparkConf conf = new SparkConf(false);
    for (String setting : settings) {
      conf.set(setting, "true");
    }
    return PartitionNotes.of(conf, cores, partitions, choice);
  }

  @Test
  void partitionsThatFitTheCoresNeedNoNote() {
    assertThat(notes(4, 4, Choice.BY_CORES)).isEmpty();
    assertThat(notes(4, 4, Choice.FIXED)).isEmpty();
    assertThat(notes(4, 12, Choice.FIXED)).isEmpty();
    // Fewer rows than cores.
    assertThat(notes(4, 3, Choice.BY_CORES)).isEmpty();
  }

  @Test
  void coresWithoutWorkAreNamed() {
    assertThat(notes(4, 3, Choice.FIXED))
        .containsExactly("3 partitions leave 1 of 4 cores without work (set data.partitions)");
    assertThat(notes(4, 10, Choice.FIXED))
        .containsExactly(
            "10 partitions on 4 cores take 3 turns a step, and the last turn uses only 2 of them"
                + " (set data.partitions: 8 or 12)");
  }

  @Test
  void dynamicAllocationIsToldWhatToSet() {
    String setting = "spark.dynamicAllocation.enabled";

    assertThat(notes(4, 4, Choice.BY_CORES, setting))
        .hasSize(2)
        .anyMatch(note -> note.startsWith("4 partitions, one per registered core: "))
        .anyMatch(
            note ->
                note.endsWith(
                    "set spark.dynamicAllocation.minExecutors to the number the run needs"));
    assertThat(notes(4, 4, Choice.FIXED, setting)).hasSize(1);
  }

  @Test
  void localModeHasNoNotes() {
    assertThat(PartitionNotes.of(SharedSpark.context().sc(), 3, Choice.FIXED)).isEmpty();
  }
}
