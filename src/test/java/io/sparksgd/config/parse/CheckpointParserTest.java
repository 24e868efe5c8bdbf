package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.CheckpointConfig;
import io.sparksgd.config.CheckpointConfig.OnFailure;
import io.sparksgd.config.CheckpointConfig.Resume;
import io.sparksgd.testkit.Jobs;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointParserTest {

  @Test
  void withoutAFolderThereAreNoCheckpoints() {
    assertThat(Jobs.with().checkpoint()).isEqualTo(CheckpointConfig.NONE);
    assertThat(Jobs.with("checkpoint: {}").checkpoint().dir()).isEmpty();
  }

  @Test
  void aFolderAloneGetsTheDefaults() {
    assertThat(Jobs.with("checkpoint: {dir: saved}").checkpoint())
        .isEqualTo(
            new CheckpointConfig(Optional.of("saved"), 1000, 3, Resume.AUTO, OnFailure.CONTINUE));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            Jobs.with("checkpoint: {dir: s3a://b/c, every-steps: 7, keep: 2, resume: required}")
                .checkpoint())
        .isEqualTo(
            new CheckpointConfig(
                Optional.of("s3a://b/c"), 7, 2, Resume.REQUIRED, OnFailure.CONTINUE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{dir: d, every-steps: 0} | Invalid checkpoint.every-steps: 0 (allowed: a whole number from"
            + " 1)",
        "{dir: d, keep: 0} | Invalid checkpoint.keep: 0 (allowed: a whole number from 1 to"
            + " 2147483647)",
        "{dir: d, resume: maybe} | Invalid checkpoint.resume: maybe (allowed: auto, never,"
            + " required)",
        "{keep: 2} | Invalid checkpoint.keep: it has no effect here (only with checkpoint.dir)",
        "{dir: d, every: 5} | Unknown key checkpoint.every (did you mean every-steps?)",
      })
  void whatIsWrongIsNamed(String group, String message) {
    assertThat(Jobs.errorsWith("checkpoint: " + group))
        .hasSize(1)
        .first()
        .asString()
        .contains(message.split(" \\(did")[0]);
  }
}
