package io.sparksgd.input.source;

import java.io.IOException;
import org.apache.spark.sql.api.java.UDF1;

/** The rows of a line of JSON: the elements of an array, otherwise the line itself. */
final class JsonElements implements UDF1<String, String[]> {
  private static final long serialVersionUID = 1L;

  @Override
  public String[] call(String line) {
    if (line.stripLeading().startsWith("[")) {
      try {
        return JsonObjects.elements(line).toArray(new String[0]);
      } catch (IOException e) {
        // One bad row.
      }
    }
    return new String[] {line};
  }
}
