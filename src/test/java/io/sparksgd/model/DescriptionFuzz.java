package io.sparksgd.model;

import io.sparksgd.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Descriptions of models, without a checksum, and the models that they make. */
public final class DescriptionFuzz implements FuzzTarget {
  private static final double[] WEIGHTS = {1, 2, 3, 4, 5, 6, 7};

  @Override
  public boolean takes(byte[] input) throws IOException {
    try {
      Map<?, ?> description =
          ModelFolder.description(new ByteArrayInputStream(input), "model.json");
      ModelFolder.model(description, WEIGHTS, "model");
      return true;
    } catch (ModelFormatException e) {
      // One line, unless it shows text with more of them.
      if (!e.getMessage().startsWith("Invalid ")) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String fields :
        List.of(
            "{\"kind\":\"linear\"},\"intercept\":true,\"features\":6,\"classes\":0,\"columns\":{"
                + "\"numbers\":[\"a\"],\"scale\":\"standard\",\"means\":[0.5],\"deviations\":[1.5],"
                + "\"one-hot\":[\"b\"],\"categories\":[[\"x\",\"y\"]],\"hash\":[\"c\"],\"hash-size\":3}",
            "{\"kind\":\"logistic\"},\"intercept\":true,\"features\":6,\"classes\":2,"
                + "\"thresholds\":[0.25,0.75]",
            "{\"kind\":\"linear\"},\"intercept\":true,\"features\":6,\"classes\":0",
            "{\"kind\":\"quantile\",\"quantile\":0.9},\"intercept\":false,\"features\":7,\"classes\":0",
            "{\"kind\":\"factorization-machine\",\"factors\":2,\"init-scale\":0.01,"
                + "\"output\":\"huber\",\"delta\":1.5},\"intercept\":true,\"features\":2,\"classes\":0",
            "{\"kind\":\"mlp\",\"hidden\":[1],\"activation\":\"relu\",\"dropout\":0.5,"
                + "\"output\":\"softmax\"},\"intercept\":true,\"features\":2,\"classes\":2")) {
      String json =
          "{\"format\":\"spark-sgd-model\",\"version\":1,\"model\":"
              + fields
              + ",\"input\":{\"label\":\"y\",\"features\":[\"a\",null]}}";
      seeds.add(json.getBytes(StandardCharsets.UTF_8));
    }
    return seeds;
  }

  @Override
  public List<String> words() {
    return List.of(
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "null",
        "true",
        "false",
        "-1",
        "0",
        "2147483647",
        "99999999999999999999",
        "1e999",
        "0.5",
        "\"kind\":",
        "\"custom\"",
        "\"class\":",
        "\"java.lang.Thread\"",
        "\"softmax\"",
        "\"hidden\":[9,9]",
        "\\u0000",
        "\"features\":");
  }
}
