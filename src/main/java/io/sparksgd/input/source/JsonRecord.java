package io.sparksgd.input.source;

import io.sparksgd.data.CsvText;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import org.apache.spark.sql.api.java.UDF1;

/** The record of CSV that a JSON object is; null where the object is malformed. */
final class JsonRecord implements UDF1<String, String> {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, Integer> places = new HashMap<>();

  /**
   * Records.
   *
   * @param names of the cells
   */
  JsonRecord(String... names) {
    for (int i = 0; i < names.length; i++) {
      places.put(names[i], i);
    }
  }

  @Override
  public String call(String object) {
    try {
      Object[] values = JsonObjects.values(object, places, new boolean[places.size()]);
      return new CsvText(",")
          .row(Arrays.asList(Arrays.copyOf(values, values.length, String[].class)));
    } catch (IOException e) {
      return null;
    }
  }
}
