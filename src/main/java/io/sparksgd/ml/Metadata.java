package io.sparksgd.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparksgd.model.SealedJson;
import io.sparksgd.model.WholeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.param.Params;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The folder {@code metadata} of a saved stage as Spark ML's pipelines read it: one line of JSON
 * with the class, the uid and the Params; and a checksum, which Spark ML leaves alone.
 */
final class Metadata {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FOLDER = "metadata";

  private final JsonNode json;

  private Metadata(JsonNode json) {
    this.json = json;
  }

  /** Writes the Params of a stage into its folder. */
  static void write(Params stage, String sparkVersion, WholeFiles files, Path folder)
      throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("class", stage.getClass().getName());
    json.put("timestamp", System.currentTimeMillis());
    json.put("sparkVersion", sparkVersion);
    json.put("uid", stage.uid());
    json.set("paramMap", values(stage.paramMap().toSeq()));
    json.set("defaultParamMap", values(stage.defaultParamMap().toSeq()));
    SealedJson.seal(json);
    byte[] line = (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    files.file(new Path(new Path(folder, FOLDER), "part-00000"), out -> out.write(line));
    files.file(new Path(new Path(folder, FOLDER), "_SUCCESS"), out -> {});
  }

  @SuppressWarnings("unchecked")
  private static ObjectNode values(scala.collection.immutable.Seq<ParamPair<?>> pairs)
      throws JsonProcessingException {
    ObjectNode values = JSON.createObjectNode();
    for (ParamPair<?> pair : CollectionConverters.asJava(pairs)) {
      Param<Object> param = (Param<Object>) pair.param();
      values.set(param.name(), JSON.readTree(param.jsonEncode(pair.value())));
    }
    return values;
  }

  /** The metadata of a folder; the command line's models have none. */
  static Optional<Metadata> read(Path folder, Configuration configuration) throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    Path place = new Path(folder, FOLDER);
    if (!files.exists(place)) {
      return Optional.empty();
    }
    for (FileStatus file : files.listStatus(place)) {
      if (file.getPath().getName().startsWith("part-")) {
        try (InputStream in = files.open(file.getPath())) {
          return Optional.of(new Metadata(SealedJson.read(in, file.getPath().toString())));
        }
      }
    }
    throw new IOException("Invalid model: " + place + " is empty");
  }

  String uid() {
    return json.path("uid").asText();
  }

  /** Sets the saved Params, and the defaults of the version that saved them. */
  void restore(Params stage) {
    restore(json.path("paramMap"), stage, stage::set);
    restore(json.path("defaultParamMap"), stage, stage::setDefault);
  }

  private interface Setter {
    void set(Param<Object> param, Object value);
  }

  private static void restore(JsonNode values, Params stage, Setter setter) {
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      if (stage.hasParam(entry.getKey())) {
        Param<Object> param = stage.getParam(entry.getKey());
        setter.set(param, param.jsonDecode(entry.getValue().toString()));
      }
    }
  }
}
