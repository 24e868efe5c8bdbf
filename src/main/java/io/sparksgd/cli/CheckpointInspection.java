package io.sparksgd.cli;

import io.sparksgd.checkpoint.Checkpoint;
import io.sparksgd.checkpoint.CheckpointFolder;
import io.sparksgd.math.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads the facts of checkpoints. */
final class CheckpointInspection {
  private CheckpointInspection() {}

  /**
   * The content of the checkpoints in a folder, of the newest in full; empty when there are none.
   */
  static Map<String, Object> of(Path path, Configuration configuration) throws IOException {
    List<String> warnings = new ArrayList<>();
    List<Checkpoint> all = CheckpointFolder.at(path, configuration).all(warnings::add);
    Map<String, Object> content = new LinkedHashMap<>();
    if (all.isEmpty() && warnings.isEmpty()) {
      return content;
    }
    content.put("kind", "checkpoints");
    Map<String, Object> checkpoints = new LinkedHashMap<>();
    for (Checkpoint checkpoint : all) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("step", checkpoint.state().facts().get("step"));
      facts.put("attempt", checkpoint.attempt());
      facts.put("bytes", checkpoint.bytes());
      checkpoints.put(checkpoint.folder().getName(), facts);
    }
    content.put("checkpoints", checkpoints);
    content.put("damaged", warnings);
    if (!all.isEmpty()) {
      content.put("newest", newest(all.get(0)));
    }
    return content;
  }

  private static Map<String, Object> newest(Checkpoint checkpoint) {
    Map<String, Object> newest = new LinkedHashMap<>(checkpoint.state().facts());
    double[] weights = checkpoint.state().doubles("weights");
    newest.put("parameters", weights.length);
    newest.put("weights-norm", Vectors.norm(weights));
    newest.put("memory-files", checkpoint.memory().size());
    newest.put("sections", checkpoint.state().names());
    return newest;
  }
}
