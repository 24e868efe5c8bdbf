package io.sparksgd.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The targets by their names, and the inputs that were kept for each. */
final class FuzzTargets {
  private static final String ROOT = "io.sparksgd.";
  private static final Path KEPT = Path.of("src/test/resources/fuzz");

  private static final Map<String, String> CLASSES = new LinkedHashMap<>();

  static {
    CLASSES.put("libsvm", "data.LibsvmFuzz");
    CLASSES.put("cells", "input.format.CellsFuzz");
    CLASSES.put("csv", "data.CsvFuzz");
    CLASSES.put("bzip2", "data.Bzip2Fuzz");
    CLASSES.put("job-file", "config.parse.JobFileFuzz");
    CLASSES.put("state", "checkpoint.StateFuzz");
    CLASSES.put("manifest", "checkpoint.ManifestFuzz");
    CLASSES.put("memory", "round.SavedStateFuzz");
    CLASSES.put("model", "model.DescriptionFuzz");
    CLASSES.put("weights", "model.WeightsFuzz");
    CLASSES.put("codec", "compress.CodecFuzz");
    CLASSES.put("idx", "cli.convert.IdxFuzz");
  }

  private FuzzTargets() {}

  static List<String> names() {
    return List.copyOf(CLASSES.keySet());
  }

  static FuzzTarget of(String name) throws ReflectiveOperationException {
    if (!CLASSES.containsKey(name)) {
      throw new IllegalArgumentException(
          "Invalid target: " + name + " (allowed: " + String.join(", ", names()) + ")");
    }
    return (FuzzTarget) Class.forName(ROOT + CLASSES.get(name)).getConstructor().newInstance();
  }

  /** Files of inputs that once failed, or that reach far; none is a folder that is missing. */
  static List<byte[]> kept(String name) throws IOException {
    List<byte[]> kept = new ArrayList<>();
    Path folder = KEPT.resolve(name);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          kept.add(Files.readAllBytes(file));
        }
      }
    }
    return kept;
  }

  /** The seeds of a target and the inputs that were kept. */
  static List<byte[]> corpus(String name, FuzzTarget target) throws Exception {
    List<byte[]> corpus = new ArrayList<>(target.seeds());
    corpus.addAll(kept(name));
    return corpus;
  }
}
