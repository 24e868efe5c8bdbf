package io.sparksgd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          s3a://key:xyzzy@bucket/x                             | s3a://***@bucket/x
          s3a://key:xy/zz/y@bucket/x                           | s3a://***@bucket/x
          cannot read https://xyzzy@host/a and ftp://u:xyzzy@h | cannot read https://***@host/a and ftp://***@h
          abfs://c@account.dfs/x?sv=1&sig=xyzzy%3D&se=2        | abfs://***@account.dfs/x?sv=1&sig=***&se=2
          https://h/x?X-Amz-Signature=xyzzy                    | https://h/x?X-Amz-Signature=***
          --conf spark.hadoop.fs.s3a.secret.key=xyzzy          | --conf spark.hadoop.fs.s3a.secret.key=***
          --conf=spark.hadoop.fs.s3a.access.key=xyzzy          | --conf=spark.hadoop.fs.s3a.access.key=***
          --set model.settings.api-key=xyzzy                   | --set model.settings.api-key=***
          fs.azure.account.key.a.blob.net: xyzzy               | fs.azure.account.key.a.blob.net: ***
          {"password": "xyz zy", "user": "me"}                 | {"password": ***, "user": "me"}
          {dbPassword='xyz zy', user=me}                       | {dbPassword=***, user=me}
          AUTH_TOKEN=xyzzy; x                                  | AUTH_TOKEN=***; x
          Wrote d/token=xyzzy/run1.                            | Wrote d/token=***/run1.
          file:/d/my-password=xyzzy/a/secret=xyzzy/b           | file:/d/my-password=***/a/secret=***/b
          --set fs.s3a.secret.key=xyz/zy/xyzzy                 | --set fs.s3a.secret.key=***
          https://h/x?token=xyz/zy                             | https://h/x?token=***
          sftp://u:xy@zzy@h/x                                  | sftp://***@h/x
          https://maps.host/x?a=1&key=xyzzy&b=2                | https://maps.host/x?a=1&key=***&b=2
          X-Amz-Signature=xyzzy                                | X-Amz-Signature=***
          jdbc:db://h/d;user=me;pwd=xyzzy                      | jdbc:db://h/d;user=me;pwd=***
          key.passphrase=xyzzy                                 | key.passphrase=***
          Authorization: Bearer xy.zz.y                        | Authorization: Bearer ***
          """)
  void secretsAreReplaced(String text, String expected) {
    assertThat(Secrets.hidden(text)).isEqualTo(expected).doesNotContain("xy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://name:8020/x",
        "hdfs://name:8020/x@y",
        "file:///data/a@b.libsvm",
        "Unrecognized token 'x'",
        "data/key=5/x",
        "the bearer",
        "optimizer.learning-rate=0.1",
        "me@example.org",
        ""
      })
  void othersAreNot(String text) {
    assertThat(Secrets.hidden(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [file:/d/token=xyzzy/a.csv, b]      | [file:/d/?/a.csv, b]
          [s3a://k:xy/zzy@bucket/a]           | [s3a://k:xy/zzy@bucket/a]
          [s3a://k:xyzzy@bucket/a]            | [s3a://?bucket/a]
          [https://h/x?a=1&sig=xyzzy&key=xyz] | [https://h/x?a=1&?&?]
          [file:/d/day=5/a.csv, token]        | [file:/d/day=5/a.csv, token]
          """)
  void sparkIsToldOfSecretsInPaths(String plan, String expected) {
    assertThat(plan.replaceAll(Secrets.pathPattern(), "?")).isEqualTo(expected);
  }

  @Test
  void valuesOfMapsAreHiddenByTheirKeys() {
    Map<String, Object> job =
        Map.of(
            "settings", Map.of("db-password", "xyzzy", "pin-token", 7, "rank", 3),
            "train", List.of("s3a://k:xyzzy@b/x", "a.libsvm"));

    assertThat(Secrets.hidden(job))
        .isEqualTo(
            Map.of(
                "settings", Map.of("db-password", "***", "pin-token", "***", "rank", 3),
                "train", List.of("s3a://***@b/x", "a.libsvm")));
  }

  @Test
  void longTextsTakeNoTime() {
    for (String piece : List.of("a", "secret", "token=", "://", "://a:", "?sig=", "&", "@")) {
      String text = piece.repeat(20_000);
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertThat(Secrets.hidden(text)).isNotEmpty());
    }
  }
}
