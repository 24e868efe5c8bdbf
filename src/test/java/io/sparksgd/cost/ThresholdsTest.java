package io.sparksgd.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.DataConfig;
import io.sparksgd.setting.Setting;
import io.sparksgd.spark.PublishedWeights;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Numbers that this room cannot import from their home. */
class ThresholdsTest {
  @Test
  void weightsThatTravelInsideOfTasksAreThoseThatTheEngineSendsSo() {
    assertThat(WantedSettings.SMALL).isEqualTo(PublishedWeights.LARGEST_INLINE);
  }

  @Test
  void anAdvisedNumberOfPartitionsIsOneThatAJobMayHave() {
    RecordComponent partitions =
        Arrays.stream(DataConfig.class.getRecordComponents())
            .filter(component -> component.getName().equals("partitions"))
            .findFirst()
            .orElseThrow();

    assertThat(partitions.getAnnotation(Setting.class).range())
        .isEqualTo("from 1 to " + WantedSettings.MOST_PARTITIONS);
  }
}
