package io.sparksgd.soak;

import io.sparksgd.math.CounterRandom;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A job file and its data.
 *
 * @param mode in a few words
 * @param settings lines of the job file: all but data, stop, checkpoint and output
 */
record SoakJob(String mode, List<String> settings) {
  private static final int FEATURES = 20;
  private static final int CLASSES = 4;
  private static final int TEST_ROWS = 200;

  private static final String SOFTMAX = "model: {kind: softmax}";
  private static final String ADAM = "optimizer: {kind: adam, learning-rate: 0.01}";

  /** Steps that take milliseconds, in every way in which a run remembers something. */
  static final List<SoakJob> SMALL =
      List.of(
          new SoakJob("synchronous", List.of(SOFTMAX, ADAM, "batch: {size: 30}")),
          new SoakJob(
              "top-k with error feedback",
              List.of(
                  SOFTMAX,
                  ADAM,
                  "batch: {size: 30}",
                  "compression: {kind: top-k, ratio: 0.2, snapshot-every: 6}")),
          new SoakJob(
              "local steps, memory kept",
              List.of(
                  SOFTMAX,
                  ADAM,
                  "batch: {size: 10}",
                  "synchronize: {local-steps: 4, local-state: keep}")),
          new SoakJob(
              "draws, plateau, averaged weights",
              List.of(
                  SOFTMAX,
                  "optimizer: {kind: momentum, learning-rate: 0.05, average-decay: 0.9}",
                  "batch: {size: 30, sampling: replacement, accumulation-steps: 2}",
                  "schedule: {kind: plateau, patience: 1, factor: 0.7}")));

  private static final String NETWORK = "model: {kind: mlp, hidden: [64, 32], dropout: 0.1}";

  /** Tasks that take tens of milliseconds: most moments are in the middle of one. */
  static final SoakJob BUSY =
      new SoakJob("synchronous", List.of(NETWORK, ADAM, "batch: {size: 4000}"));

  /** The same, with partitions that remember what they did not send. */
  static final SoakJob REMEMBERING =
      new SoakJob(
          "top-k with error feedback",
          List.of(
              NETWORK,
              ADAM,
              "batch: {size: 4000}",
              "compression: {kind: top-k, ratio: 0.05, snapshot-every: 16}"));

  /** Writes the data, unless it is there, and the job file. */
  Path write(Path folder, int rows, String evaluation) throws IOException {
    Files.createDirectories(folder);
    Path train = rows(folder.resolve("train.libsvm"), 0, rows);
    Path test = rows(folder.resolve("test.libsvm"), rows, TEST_ROWS);
    String data =
        "data: {train: %s, validation: %s, format: libsvm, partitions: 4}".formatted(train, test);
    String text = String.join("\n", data, String.join("\n", settings), evaluation, "");
    return Files.writeString(folder.resolve("job.yaml"), text);
  }

  private static Path rows(Path file, int first, int count) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int row = first; row < first + count; row++) {
        int label = row % CLASSES;
        out.write(Integer.toString(label));
        for (int j = 0; j < FEATURES; j++) {
          double value = (j % CLASSES == label ? 0.5 : 0) + CounterRandom.gaussian(3, row, j);
          out.write(String.format(Locale.ROOT, " %d:%.3f", j + 1, value));
        }
        out.newLine();
      }
    }
    return file;
  }
}
