package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.config.JobConfig;
import io.sparksgd.testkit.Jobs;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class RoundTripTest {
  private static final Dump DUMP =
      new Dump(DumpSettings.builder().setSchema(new CoreSchema()).build());
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theMapOfAJobParsesToAnEqualJobAsYamlAndAsJson() throws Exception {
    Settings settings = new Settings(11);
    Set<Object> kinds = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      JobConfig job = Jobs.parse(settings.job());
      Map<String, Object> map = JobParser.toMap(job);

      assertThat(Jobs.parse(DUMP.dumpToString(map))).isEqualTo(job);
      assertThat(Jobs.parse(JSON.writeValueAsString(map))).isEqualTo(job);
      for (String group : List.of("model", "optimizer", "schedule", "compression")) {
        // A kind that a search finds is not there.
        if (map.get(group) instanceof Map<?, ?> settingsOfGroup
            && settingsOfGroup.get("kind") != null) {
          kinds.add(group + " " + settingsOfGroup.get("kind"));
        }
      }
    }
    assertThat(kinds).as("kinds that the random jobs have had").hasSize(6 + 13 + 11 + 10);
  }

  @Test
  void theMapHasTheKeysOfTheFileInItsOrder() {
    Map<String, Object> map =
        JobParser.toMap(Jobs.with("optimizer: {kind: amsgrad, learning-rate: 0.001}"));

    assertThat(map.keySet())
        .containsExactly(
            "name",
            "data",
            "model",
            "penalty",
            "batch",
            "optimizer",
            "schedule",
            "scaling",
            "synchronize",
            "compression",
            "stop",
            "evaluate",
            "guard",
            "checkpoint",
            "seed",
            "output");
    assertThat(map.get("optimizer"))
        .isEqualTo(
            Map.of(
                "kind", "amsgrad",
                "beta1", 0.9,
                "beta2", 0.999,
                "epsilon", 1e-8,
                "learning-rate", 0.001));
  }
}
