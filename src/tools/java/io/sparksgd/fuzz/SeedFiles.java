package io.sparksgd.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code TARGET FOLDER}: writes a target's corpus into files, from which Jazzer starts. */
final class SeedFiles {
  private SeedFiles() {}

  public static void main(String[] arguments) throws Exception {
    List<byte[]> corpus = FuzzTargets.corpus(arguments[0], FuzzTargets.of(arguments[0]));
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    for (int i = 0; i < corpus.size(); i++) {
      Files.write(folder.resolve("seed-" + i), corpus.get(i));
    }
  }
}
