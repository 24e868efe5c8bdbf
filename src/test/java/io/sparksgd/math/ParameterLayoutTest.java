package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {

  @Test
  void groupsFollowOneAnother() {
    ParameterLayout layout =
        ParameterLayout.builder()
            .add("weights", ParameterGroup.Kind.WEIGHTS, 5, 3)
            .add("intercept", ParameterGroup.Kind.BIAS, 1, 3)
            .build();
    assertThat(layout.size()).isEqualTo(18);
    assertThat(layout.groups())
        .containsExactly(
            new ParameterGroup("weights", ParameterGroup.Kind.WEIGHTS, 0, 5, 3),
            new ParameterGroup("intercept", ParameterGroup.Kind.BIAS, 15, 1, 3));
  }

  @Test
  void anEmptyLayoutHasNoParameters() {
    assertThat(ParameterLayout.builder().build().size()).isZero();
  }

  @Test
  void rejectsGaps() {
    ParameterGroup late = new ParameterGroup("late", ParameterGroup.Kind.BIAS, 2, 1, 1);
    assertThatThrownBy(() -> new ParameterLayout(List.of(late)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid layout: group late starts at 2, not at 0");
  }

  @Test
  void rejectsModelsLongerThanAnArray() {
    ParameterLayout.Builder builder = ParameterLayout.builder();
    assertThatThrownBy(() -> builder.add("weights", ParameterGroup.Kind.WEIGHTS, 1 << 30, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid model size: 2147483648 parameters (allowed: at most 2147483639)");
  }
}
