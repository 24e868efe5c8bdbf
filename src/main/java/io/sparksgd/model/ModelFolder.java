package io.sparksgd.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparksgd.checkpoint.RunState;
import io.sparksgd.config.parse.ModelKeys;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.objective.ModelSpec.Intercept;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a trained model: {@code model.json} and {@code weights.bin}. Both have checksums,
 * and the description also has the checksum of its weights. So damaged or mixed-up files do not
 * load. Descriptions of version 1 had no checksum.
 */
public final class ModelFolder {
  static final String DESCRIPTION = "model.json";
  static final String WEIGHTS = "weights.bin";
  static final String OPTIMIZER = "optimizer.bin";
  private static final String FORMAT = "spark-sgd-model";
  private static final int VERSION = 2;
  private static final int UNSEALED_VERSION = 1;
  private static final String WEIGHTS_DIGEST = "weights-digest";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFolder() {}

  /**
   * Writes a complete model, or nothing.
   *
   * @throws IOException also if the folder exists
   */
  public static void save(TrainedModel model, Path folder, Configuration configuration)
      throws IOException {
    save(model, folder, configuration, (files, place) -> {});
  }

  /** Writes further files of a model beside it. */
  @FunctionalInterface
  public interface Companion {
    void write(WholeFiles files, Path folder) throws IOException;
  }

  /**
   * Writes a model and its further files completely, or nothing.
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
          files.file(new Path(place, DESCRIPTION), out -> out.write(description(model)));
          files.file(new Path(place, WEIGHTS), out -> WeightsFile.write(model.weights(), out));
          if (model.optimizer().isPresent()) {
            files.file(new Path(place, OPTIMIZER), model.optimizer().get()::write);
          }
          companion.write(files, place);
        });
  }

  private static byte[] description(TrainedModel model) throws IOException {
    ObjectNode json = JSON.valueToTree(describe(model));
    SealedJson.seal(json);
    byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    if (bytes.length > SealedJson.MOST_BYTES) {
      throw new IOException(
          "Invalid features.one-hot: its categories take "
              + bytes.length
              + " bytes (allowed: "
              + SealedJson.MOST_BYTES
              + "; features.hash keeps none)");
    }
    return bytes;
  }

  /** Whether a folder looks like a model. */
  public static boolean isModel(Path folder, Configuration configuration) throws IOException {
    return folder.getFileSystem(configuration).exists(new Path(folder, DESCRIPTION));
  }

  /**
   * Reads a model. The path may also be the output folder of a run, whose {@code model} is read.
   *
   * @throws ModelFormatException if there is no model, or it is damaged
   */
  public static TrainedModel load(Path folder, Configuration configuration) throws IOException {
    return read(place(folder, configuration), configuration);
  }

  /** The folder itself, or the model in the output folder of a run. */
  private static Path place(Path folder, Configuration configuration) throws IOException {
    Path inside = new Path(folder, "model");
    return !isModel(folder, configuration) && isModel(inside, configuration) ? inside : folder;
  }

  private static TrainedModel read(Path folder, Configuration configuration) throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    Map<?, ?> description;
    Path descriptionPath = new Path(folder, DESCRIPTION);
    try (InputStream in = files.open(descriptionPath)) {
      description = description(in, descriptionPath.toString());
    } catch (FileNotFoundException e) {
      throw new ModelFormatException("Invalid model: " + folder + " has no " + DESCRIPTION);
    }
    Path weightsPath = new Path(folder, WEIGHTS);
    double[] weights;
    try (InputStream in = files.open(weightsPath)) {
      weights = WeightsFile.read(in, weightsPath.toString());
    } catch (FileNotFoundException e) {
      throw new ModelFormatException("Invalid model: " + folder + " has no " + WEIGHTS);
    }
    if (!WeightsFile.digest(weights).equals(description.get(WEIGHTS_DIGEST))) {
      throw new ModelFormatException(
          "Invalid model: " + weightsPath + " are not the weights of its " + DESCRIPTION);
    }
    return model(description, weights, folder.toString());
  }

  /**
   * Reads a model and, if its job kept it, the state of the optimizer.
   *
   * @throws ModelFormatException if there is no model, or it is damaged
   * @see #load
   */
  public static TrainedModel loadWithOptimizer(Path folder, Configuration configuration)
      throws IOException {
    Path place = place(folder, configuration);
    TrainedModel model = read(place, configuration);
    FileSystem files = place.getFileSystem(configuration);
    Path file = new Path(place, OPTIMIZER);
    if (!files.exists(file)) {
      return model;
    }
    try (InputStream in = files.open(file)) {
      return model.withOptimizer(
          RunState.read(in, files.getFileStatus(file).getLen(), file.toString()));
    } catch (IOException e) {
      throw new ModelFormatException(e.getMessage().replace("Invalid checkpoint", "Invalid model"));
    }
  }

  /** The content of {@code model.json}. */
  public static Map<String, Object> describe(TrainedModel model) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("version", VERSION);
    map.put("model", ModelKeys.of(model.spec()));
    map.put("intercept", model.intercept() == Intercept.FITTED);
    map.put("features", model.features());
    map.put("classes", model.classes());
    map.put("parameters", model.objective().layout().size());
    map.put(WEIGHTS_DIGEST, WeightsFile.digest(model.weights()));
    map.put("input", model.input());
    model.columns().ifPresent(columns -> map.put("columns", columns.toMap()));
    if (!model.labels().isEmpty()) {
      map.put("labels", model.labels());
    }
    if (model.thresholds().length > 0) {
      map.put("thresholds", model.thresholds());
    }
    return map;
  }

  /**
   * Reads a description.
   *
   * @param path its name in messages
   */
  static Map<?, ?> description(InputStream in, String path) throws IOException {
    ObjectNode json = SealedJson.read(in, path);
    Map<?, ?> map = JSON.convertValue(json, Map.class);
    if (!FORMAT.equals(map.get("format"))) {
      throw new ModelFormatException("Invalid model: " + path + " is not a model description");
    }
    boolean sealed = Integer.valueOf(VERSION).equals(map.get("version"));
    if (!sealed && !Integer.valueOf(UNSEALED_VERSION).equals(map.get("version"))) {
      throw new ModelFormatException(
          "Invalid model: "
              + path
              + " has version "
              + map.get("version")
              + " (allowed: "
              + UNSEALED_VERSION
              + ", "
              + VERSION
              + ")");
    }
    if (sealed && !json.has(SealedJson.CHECKSUM)) {
      throw new ModelFormatException(
          "Invalid model: " + path + " is damaged (it has no " + SealedJson.CHECKSUM + ")");
    }
    return map;
  }

  /**
   * Makes a model.
   *
   * @param folder its name in messages
   */
  static TrainedModel model(Map<?, ?> description, double[] weights, String folder)
      throws ModelFormatException {
    try {
      return model(description, weights);
    } catch (IllegalArgumentException | ClassCastException | ArithmeticException e) {
      throw new ModelFormatException("Invalid model: " + folder + ": " + e.getMessage());
    }
  }

  private static TrainedModel model(Map<?, ?> description, double[] weights) {
    Intercept intercept =
        Boolean.TRUE.equals(description.get("intercept")) ? Intercept.FITTED : Intercept.NONE;
    Map<String, Object> input = new LinkedHashMap<>();
    if (description.get("input") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> input.put(String.valueOf(key), value));
      input.values().removeIf(Objects::isNull);
    }
    if (!(description.get("model") instanceof Map<?, ?> kind)) {
      throw new IllegalArgumentException("Invalid model description: no model");
    }
    TrainedModel model =
        new TrainedModel(
            ModelKinds.fromMap(kind),
            intercept,
            count(description, "features"),
            count(description, "classes"),
            weights,
            input);
    if (description.get("columns") instanceof Map<?, ?> columns) {
      model = model.withColumns(FittedFeatures.fromMap(columns));
    }
    if (description.get("labels") instanceof List<?> labels) {
      model = model.withLabels(labels.stream().map(ModelFolder::label).toList());
    }
    if (description.get("thresholds") instanceof List<?> thresholds) {
      model =
          model.withThresholds(thresholds.stream().mapToDouble(ModelFolder::threshold).toArray());
    }
    return model;
  }

  private static Double label(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("Invalid labels: " + value + " (allowed: numbers)");
  }

  private static double threshold(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("Invalid model description: a threshold " + value);
  }

  private static int count(Map<?, ?> description, String key) {
    if (description.get(key) instanceof Integer count && count >= 0) {
      return count;
    }
    throw new IllegalArgumentException(
        "Invalid model description: " + key + " " + description.get(key));
  }
}
