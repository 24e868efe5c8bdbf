package io.sparksgd.input;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.Purpose;
import io.sparksgd.input.scan.AllRows;
import io.sparksgd.input.scan.LabelCheck;
import io.sparksgd.input.scan.LabelCoding;
import io.sparksgd.input.scan.Quarantine;
import io.sparksgd.input.scan.Scan;
import io.sparksgd.input.scan.ScanChecks;
import io.sparksgd.input.source.Source;
import io.sparksgd.input.source.Sources;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;

/** Reads labelled rows to evaluate a model on. */
public final class LabelledReader {
  private LabelledReader() {}

  /**
   * Reads files.
   *
   * @param options with the numbers of features and classes of the model
   * @throws InputException if the data cannot be used
   */
  public static LabelledInput read(SparkSession spark, List<String> paths, InputOptions options)
      throws InputException {
    Source source = Sources.open(spark, paths, options, Purpose.LEARN, Optional.empty());
    try (Scan scan = Scan.persist(source)) {
      new ScanChecks(spark, options).check(scan);
      LabelCoding coding = new LabelCheck(options, scan.total().labels).coding();
      int features = options.numFeatures().orElse(scan.total().features);
      BlockLayout layout =
          new BlockLayout(
              scan,
              new AllRows(),
              Partitions.of(spark, options, scan.total().rows),
              OptionalLong.empty());
      BlockSet rows = layout.persist(features, coding, options.precision());
      try {
        new Quarantine(spark, options).write(List.of(scan));
      } catch (InputException e) {
        rows.close();
        throw e;
      }
      return new LabelledInput(rows, scan.total().badRows);
    }
  }
}
