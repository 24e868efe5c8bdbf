package io.sparksgd.train;

import io.sparksgd.checkpoint.CheckpointException;
import io.sparksgd.checkpoint.SettingsCheck;
import io.sparksgd.input.blocks.BlockSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Data identity, which is checked when a run resumes: counts and fingerprints of the rows. */
final class DataFacts {
  private DataFacts() {}

  static Map<String, Object> of(BlockSet rows, Optional<BlockSet> validation) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("training", of(rows));
    validation.ifPresent(set -> facts.put("validation", of(set)));
    return facts;
  }

  private static Map<String, Object> of(BlockSet rows) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rows", rows.rows());
    facts.put("features", rows.features());
    facts.put("partitions", rows.partitions());
    facts.put("stored-values", rows.storedValues());
    facts.put("content", rows.fingerprint());
    return facts;
  }

  /**
   * Compares the rows with those of a checkpoint.
   *
   * @throws CheckpointException if the rows differ
   */
  static void check(Object saved, Map<String, Object> now) {
    if (!(saved instanceof Map<?, ?> map)) {
      throw new CheckpointException("Invalid checkpoint: it does not say to which data it belongs");
    }
    List<String> differences = SettingsCheck.differences(map, now, Set.of());
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          "The data is not that of the checkpoint: "
              + String.join("; ", differences)
              + " (use the same rows in the same partitions, another checkpoint.dir, or"
              + " checkpoint.resume: never)");
    }
  }
}
