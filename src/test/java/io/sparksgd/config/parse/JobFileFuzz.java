package io.sparksgd.config.parse;

import io.sparksgd.config.JobConfig;
import io.sparksgd.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Job files: a job that its own map parses to again, or errors of one line each. */
public final class JobFileFuzz implements FuzzTarget {

  @Override
  public boolean takes(byte[] input) throws ConfigException {
    String yaml = new String(input, StandardCharsets.UTF_8);
    JobConfig job;
    try {
      job = JobParser.parse(yaml, "job.yaml", List.of());
    } catch (ConfigException e) {
      if (e.errors().isEmpty() || e.getMessage().lines().count() != e.errors().size()) {
        throw new AssertionError("not one line an error: " + e.getMessage());
      }
      return false;
    }
    if (!JobParser.toMap(JobParser.parse(JobParser.toMap(job), key -> key, List.of()))
        .equals(JobParser.toMap(job))) {
      throw new AssertionError("another job: " + JobParser.toMap(job));
    }
    return true;
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        bytes("data: {train: a.libsvm}\nmodel: {kind: linear}\noutput: o\n"),
        bytes(
            "name: &n x\ndata:\n  train: [a.csv, b.csv]\n  validation-fraction: 0.1\n"
                + "  features: [a, b]\n  weight: w\n  bad-rows: drop\n"
                + "model: {kind: mlp, hidden: [4, 2], output: softmax, classes: 3}\n"
                + "penalty: {l2: 1e-3}\nbatch: {size: 10}\n"
                + "optimizer: {kind: adamw, learning-rate: 0.01, clip-norm: 1}\n"
                + "schedule: {kind: cosine, warmup-steps: 5}\nstop: {epochs: 2}\n"
                + "evaluate: {every-steps: 3, metrics: [loss, accuracy]}\nseed: 7\noutput: 'o'\n"),
        bytes(
            "data: {train: a.libsvm}\n"
                + "model: {kind: logistic}\n"
                + "output: o\n"
                + "synchronize: {local-steps: 4, local-state: reset}\n"
                + "compression: {kind: top-k, ratio: 0.1}\n"
                + "checkpoint: {dir: d, every-steps: 2}\n"
                + "stop: {minutes: 1.5}\n"));
  }

  @Override
  public List<String> words() {
    return List.of(
        "{",
        "}",
        "[",
        "]",
        ": ",
        ", ",
        "\n",
        "\t",
        "\"",
        "'",
        "#",
        "&a ",
        "*a",
        "*n",
        "!x ",
        "!!int ",
        "? ",
        "- ",
        "---\n",
        "<<: ",
        "null",
        "~",
        "-1",
        "1e999",
        "NaN",
        ".inf",
        "0x1F",
        "1_000",
        "9223372036854775808",
        "|\n",
        ">-\n",
        "%YAML 9.9\n",
        "kind: ",
        "true",
        "\u2028",
        "\\u0000",
        "\0");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
