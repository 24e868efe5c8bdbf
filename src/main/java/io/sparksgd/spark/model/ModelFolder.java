package io.sparksgd.spark.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.config.ModelKeys;
import io.sparksgd.objective.ModelSpec.Intercept;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder of a trained model: {@code model.json} and {@code weights.bin}. */
public final class ModelFolder {
  static final String DESCRIPTION = "model.json";
  static final String WEIGHTS = "weights.bin";
  private static final String FORMAT = "spark-sgd-model";

  /** Of models that versions before columns and thresholds can read, too. */
  private static final int PLAIN = 1;

  /** With columns or thresholds, without which the predictions would be others. */
  private static final int EXTENDED = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFolder() {}

  /**
   * Writes a model, whole or not at all.
   *
   * @throws IOException also if the folder exists
   */
  public static void save(TrainedModel model, Path folder, Configuration configuration)
      throws IOException {
    save(model, folder, configuration, (files, place) -> {});
  }

  /** Writes what belongs to a model beside it. */
  @FunctionalInterface
  public interface Companion {
    void write(WholeFiles files, Path folder) throws IOException;
  }

  /**
   * Writes a model and what belongs to it, whole or not at all.
   *
   * @throws IOException also if the folder exists
   */
  public static void save(
      TrainedModel model, Path folder, Configuration configuration, Companion companion)
      throws IOException {
    WholeFiles files = WholeFiles.of(folder, configuration);
    files.folder(
        folder,
        place -> {
          files.file(
              new Path(place, DESCRIPTION),
              out ->
                  out.write(
                      JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(describe(model))));
          files.file(new Path(place, WEIGHTS), out -> WeightsFile.write(model.weights(), out));
          companion.write(files, place);
        });
  }

  /** Whether a folder looks like a model. */
  public static boolean isModel(Path folder, Configuration configuration) throws IOException {
    return folder.getFileSystem(configuration).exists(new Path(folder, DESCRIPTION));
  }

  /**
   * Reads a model. The output folder of a run will do as well: its {@code model} is taken.
   *
   * @throws ModelFormatException if there is none, or it is damaged
   */
  public static TrainedModel load(Path folder, Configuration configuration) throws IOException {
    if (!isModel(folder, configuration) && isModel(new Path(folder, "model"), configuration)) {
      return load(new Path(folder, "model"), configuration);
    }
    FileSystem files = folder.getFileSystem(configuration);
    Map<?, ?> description = readDescription(files, folder);
    Path weightsPath = new Path(folder, WEIGHTS);
    try (InputStream in = files.open(weightsPath)) {
      double[] weights = WeightsFile.read(in, weightsPath.toString());
      return model(description, weights);
    } catch (FileNotFoundException e) {
      throw new ModelFormatException("Invalid model: " + folder + " has no " + WEIGHTS);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new ModelFormatException("Invalid model: " + folder + ": " + e.getMessage());
    }
  }

  /** The content of {@code model.json}. */
  public static Map<String, Object> describe(TrainedModel model) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    boolean extended = model.columns().isPresent() || model.thresholds().length > 0;
    map.put("version", extended ? EXTENDED : PLAIN);
    map.put("model", ModelKeys.of(model.spec()));
    map.put("intercept", model.intercept() == Intercept.FITTED);
    map.put("features", model.features());
    map.put("classes", model.classes());
    map.put("parameters", model.objective().layout().size());
    map.put("weights-digest", WeightsFile.digest(model.weights()));
    map.put("input", model.input());
    model.columns().ifPresent(columns -> map.put("columns", columns.toMap()));
    if (model.thresholds().length > 0) {
      map.put("thresholds", model.thresholds());
    }
    return map;
  }

  private static Map<?, ?> readDescription(FileSystem files, Path folder) throws IOException {
    Path path = new Path(folder, DESCRIPTION);
    try (InputStream in = files.open(path)) {
      Map<?, ?> map = JSON.readValue(in, Map.class);
      if (!FORMAT.equals(map.get("format"))) {
        throw new ModelFormatException("Invalid model: " + path + " is not a model description");
      }
      Object version = map.get("version");
      if (!List.of(PLAIN, EXTENDED).contains(version)) {
        throw new ModelFormatException(
            "Invalid model: "
                + path
                + " has version "
                + version
                + " (allowed: "
                + PLAIN
                + " to "
                + EXTENDED
                + ")");
      }
      return map;
    } catch (FileNotFoundException e) {
      throw new ModelFormatException("Invalid model: " + folder + " has no " + DESCRIPTION);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException("Invalid model: " + path + " is not JSON");
    }
  }

  private static TrainedModel model(Map<?, ?> description, double[] weights) {
    Intercept intercept =
        Boolean.TRUE.equals(description.get("intercept")) ? Intercept.FITTED : Intercept.NONE;
    Map<String, Object> input = new LinkedHashMap<>();
    if (description.get("input") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> input.put(String.valueOf(key), value));
    }
    if (!(description.get("model") instanceof Map<?, ?> kind)) {
      throw new IllegalArgumentException("Invalid model description: no model");
    }
    TrainedModel model =
        new TrainedModel(
            ModelKinds.fromMap(kind),
            intercept,
            (Integer) description.get("features"),
            (Integer) description.get("classes"),
            weights,
            input);
    if (description.get("columns") instanceof Map<?, ?> columns) {
      model = model.withColumns(FittedFeatures.fromMap(columns));
    }
    if (description.get("thresholds") instanceof List<?> thresholds) {
      model =
          model.withThresholds(
              thresholds.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray());
    }
    return model;
  }
}
