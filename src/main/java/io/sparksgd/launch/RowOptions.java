package io.sparksgd.launch;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.DataConfig;
import io.sparksgd.config.Format;
import io.sparksgd.config.JobConfig;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;

/** The options that a job's {@code data} group has for rows of every source. */
final class RowOptions {
  private RowOptions() {}

  static InputOptions.Builder of(JobConfig job, Format format) {
    DataConfig data = job.data();
    InputOptions.Builder options =
        InputOptions.of(format, LabelRule.of(job.model().spec()))
            .label(data.label())
            .features(data.features().toArray(String[]::new))
            .spread(job.spreadSeed())
            .precision(data.precision());
    data.weight().ifPresent(options::weight);
    if (data.badRows() == BadRows.DROP) {
      options.dropBadRows();
    }
    return options;
  }
}
