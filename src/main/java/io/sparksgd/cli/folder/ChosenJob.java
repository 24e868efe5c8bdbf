package io.sparksgd.cli.folder;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.Secrets;
import io.sparksgd.config.parse.JobParser;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** {@code chosen.yaml}: the complete job file of a run whose settings a race has found. */
public final class ChosenJob {
  private ChosenJob() {}

  /** The job file; it makes the same model without a race. */
  public static String yaml(JobConfig job) {
    DumpSettings style = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return "# Makes the same model without a search; give it another output.\n"
        + new Dump(style).dumpToString(Secrets.hidden(JobParser.toMap(job)));
  }
}
