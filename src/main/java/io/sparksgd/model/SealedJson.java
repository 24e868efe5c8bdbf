package io.sparksgd.model;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/**
 * JSON objects with a checksum: their key {@code checksum} is the SHA-256 of the object without it,
 * so that white space and the order of reading do not matter.
 */
public final class SealedJson {
  static final String CHECKSUM = "checksum";

  /**
   * A limit on the length: more than any real description has, such as one with a million
   * categories, and small enough to read.
   */
  static final int MOST_BYTES = 64 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SealedJson() {}

  /** Adds the checksum to an object. */
  public static void seal(ObjectNode json) throws IOException {
    json.remove(CHECKSUM);
    json.put(CHECKSUM, checksum(json));
  }

  /**
   * Reads an object and checks its checksum, if there is one.
   *
   * @param source its name in messages
   * @throws ModelFormatException if it is no object, or damaged
   */
  public static ObjectNode read(InputStream in, String source) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new ModelFormatException(
          "Invalid model: " + source + " is longer than " + MOST_BYTES + " bytes");
    }
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (IOException e) {
      // The bytes are in memory, so this is not JSON, or not text at all.
      throw new ModelFormatException("Invalid model: " + source + " is not JSON");
    }
    if (!(json instanceof ObjectNode object)) {
      throw new ModelFormatException("Invalid model: " + source + " is not JSON with keys");
    }
    JsonNode written = object.get(CHECKSUM);
    if (written != null && !checksum(object).equals(written.asText())) {
      throw new ModelFormatException(
          "Invalid model: " + source + " is damaged (its content does not fit its checksum)");
    }
    return object;
  }

  private static String checksum(ObjectNode json) throws IOException {
    // As it is read back: a float and a double of a value are equal there.
    ObjectNode plain = (ObjectNode) JSON.readTree(JSON.writeValueAsBytes(json));
    plain.remove(CHECKSUM);
    return HexFormat.of().formatHex(WeightsFile.sha256().digest(JSON.writeValueAsBytes(plain)));
  }
}
