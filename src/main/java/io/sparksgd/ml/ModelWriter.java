package io.sparksgd.ml;

import io.sparksgd.model.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.MLWriter;

/** Saves a model: the folder of the command line's models, and the Params beside it. */
final class ModelWriter extends MLWriter {
  private final SgdModel<?> model;

  ModelWriter(SgdModel<?> model) {
    this.model = model;
  }

  /**
   * Saves to a folder of the driver's machine, as a Spark Connect server does with models that it
   * keeps for a client. Spark has this method from 4.1 on, so that it overrides nothing before.
   */
  @SuppressWarnings("MissingOverride")
  public void saveToLocal(String path) throws IOException {
    save(java.nio.file.Path.of(path).toUri().toString());
  }

  @Override
  public void saveImpl(String path) {
    try {
      ModelFolder.save(
          model.toSave(),
          new Path(path),
          sc().hadoopConfiguration(),
          (files, folder) -> Metadata.write(model, sc().version(), files, folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
