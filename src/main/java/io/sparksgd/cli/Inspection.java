package io.sparksgd.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.cli.folder.OutputFolder;
import io.sparksgd.cli.folder.Place;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.config.CsvHeader;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.Vectors;
import io.sparksgd.model.ModelFolder;
import io.sparksgd.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads the facts of a folder that this project wrote. */
final class Inspection {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Inspection() {}

  /**
   * The content of a model, run or checkpoint folder.
   *
   * @throws WrongInputException if it is neither
   */
  static Map<String, Object> of(String text, Configuration configuration)
      throws IOException, WrongInputException {
    Place place = Place.of("path", text, configuration);
    if (!place.exists()) {
      throw new WrongInputException("Invalid path: " + text + " does not exist");
    }
    place.names();
    return of(place.path(), place.files(), configuration);
  }

  private static Map<String, Object> of(Path path, FileSystem files, Configuration configuration)
      throws IOException, WrongInputException {
    Map<String, Object> saved = CheckpointInspection.of(path, configuration);
    if (!saved.isEmpty()) {
      return saved;
    }
    Path summary = new Path(path, OutputFolder.SUMMARY);
    Map<String, Object> content = new LinkedHashMap<>();
    if (files.exists(summary)) {
      content.put("kind", "run");
      content.putAll(run(files, summary));
    } else if (!ModelFolder.isModel(path, configuration)) {
      throw new WrongInputException(
          "Invalid path: "
              + path
              + " is neither a model, a finished run nor a folder of checkpoints (allowed: a folder"
              + " with model.json, "
              + OutputFolder.SUMMARY
              + " or complete checkpoints)");
    }
    Path run = new Path(path, OutputFolder.MODEL);
    if (ModelFolder.isModel(path, configuration)) {
      content.put("kind", "model");
      content.putAll(model(ModelFolder.load(path, configuration)));
    } else if (ModelFolder.isModel(run, configuration)) {
      content.put("model", model(ModelFolder.load(run, configuration)));
    }
    return content;
  }

  private static Map<String, Object> model(TrainedModel model) {
    Map<String, Object> map = new LinkedHashMap<>(ModelFolder.describe(model));
    map.computeIfPresent("input", (key, input) -> inWordsOfJobs((Map<?, ?>) input));
    double[] weights = model.weights();
    Map<String, Object> groups = new LinkedHashMap<>();
    for (ParameterGroup group : model.objective().layout().groups()) {
      double[] values = Arrays.copyOfRange(weights, group.offset(), group.end());
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("shape", group.rows() + " x " + group.columns());
      facts.put("norm", Vectors.norm(values));
      facts.put("zeros", Arrays.stream(values).filter(value -> value == 0).count());
      groups.put(group.name(), facts);
    }
    map.put("groups", groups);
    return map;
  }

  /** How a model's data is read, with the values that a job file has for it. */
  private static Map<String, Object> inWordsOfJobs(Map<?, ?> input) {
    Map<String, Object> words = new LinkedHashMap<>();
    input.forEach((key, value) -> words.put(String.valueOf(key), value));
    words.computeIfPresent("header", (key, value) -> value.equals(CsvHeader.PRESENT.name()));
    words.computeIfPresent(
        "index-base", (key, value) -> String.valueOf(value).toLowerCase(Locale.ROOT));
    return words;
  }

  private static Map<String, Object> run(FileSystem files, Path summary)
      throws IOException, WrongInputException {
    try (InputStream in = files.open(summary)) {
      Map<String, Object> map = new LinkedHashMap<>();
      ((Map<?, ?>) JSON.readValue(in, Map.class))
          .forEach((key, value) -> map.put(String.valueOf(key), value));
      return map;
    } catch (JsonProcessingException e) {
      throw new WrongInputException("Invalid run: " + summary + " is not JSON");
    }
  }
}
