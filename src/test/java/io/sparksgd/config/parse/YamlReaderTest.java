package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.testkit.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  @Test
  void syntaxErrorsHaveLineAndColumn() {
    assertThat(Jobs.errors("name: a\ndata: {train: [a, b}\n"))
        .containsExactly("job.yaml:2:20: Invalid YAML: expected ',' or ']', but got }");
    assertThat(Jobs.errors("name: a\n\tdata: 1\n").get(0)).startsWith("job.yaml:2:1: Invalid YAML");
  }

  @Test
  void aKeyThatStandsTwiceIsAnError() {
    assertThat(Jobs.errorsWith("batch:", "  size: 1", "  size: 2", "seed: 1", "seed: 2"))
        .containsExactly(
            "job.yaml:6: Invalid key: size stands twice",
            "job.yaml:8: Invalid key: seed stands twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment", "--- ", "42", "[a, b]"})
  void aFileThatIsNoMapIsAnError(String yaml) {
    assertThat(Jobs.errors(yaml))
        .containsExactly(
            "job.yaml: Invalid job file: it is not a map of groups (allowed: data: ...)");
  }

  @Test
  void aSecondDocumentIsAnError() {
    assertThat(Jobs.errors("name: a\n---\nname: b\n").get(0))
        .startsWith("job.yaml:2:1: Invalid YAML: but found another document");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: !!javax.script.ScriptEngineManager [a]",
        "name: !custom a",
        "name: !!binary aGVsbG8=",
        "!!set {a}"
      })
  void tagsAreErrors(String yaml) {
    assertThat(Jobs.errors(yaml)).hasSize(1).first().asString().contains(": Invalid tag: ");
  }

  @Test
  void keysMustBeNames() {
    assertThat(Jobs.errorsWith("[a, b]: 1"))
        .containsExactly("job.yaml:4: Invalid key: a list or a map (allowed: a name)");
  }

  @Test
  void aliasesRepeatValues() {
    JobConfig job =
        Jobs.parse(
            "data: {train: &files [a.libsvm], validation: *files}\n"
                + "model: {kind: linear}\noutput: out");

    assertThat(job.data().validation()).isEqualTo(new ValidationSource.Paths(job.data().train()));
  }

  @Test
  void aliasesOfAliasesCannotExhaustTheMemory() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x]\n");
    for (int i = 1; i <= 16; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }

    assertThat(Jobs.errors(yaml.toString()))
        .containsExactly("job.yaml:1: Invalid YAML: more values than 10000");
  }

  @Test
  void manyAliasesAreAnError() {
    String yaml = "a: &a [x]\nb: [" + "*a, ".repeat(60) + "*a]\n";

    assertThat(Jobs.errors(yaml)).hasSize(1).first().asString().contains("aliases").contains("50");
  }

  @Test
  void anAliasOfItselfIsAnError() {
    assertThat(Jobs.errors("a: &a [*a, *a, *a]"))
        .containsExactly("job.yaml:1: Invalid YAML: nested deeper than 20 levels");
  }

  @Test
  void deepNestingIsAnError() {
    assertThat(Jobs.errors("a: " + "[".repeat(30) + "]".repeat(30)))
        .containsExactly("job.yaml:1: Invalid YAML: nested deeper than 20 levels");
    assertThat(Jobs.errors("a: " + "[".repeat(100_000)))
        .containsExactly("job.yaml: Invalid YAML: nested deeper than 20 levels");
  }

  @Test
  void largeFilesAreAnError() {
    assertThat(Jobs.errors("a: " + "x".repeat(1 << 20)))
        .containsExactly("job.yaml: Invalid size: 1048579 characters (allowed: up to 1048576)");
  }

  @Test
  void environmentVariablesAreNotReplaced() {
    assertThat(Jobs.with("name: ${HOME}").name()).isEqualTo("${HOME}");
  }
}
