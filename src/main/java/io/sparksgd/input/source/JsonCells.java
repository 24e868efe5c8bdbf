package io.sparksgd.input.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/**
 * The cells of a JSON object as texts and arrays of texts, and the object where it is malformed.
 */
final class JsonCells implements UDF1<String, Row> {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, Integer> places = new HashMap<>();
  private final boolean[] lists;

  /**
   * Cells.
   *
   * @param cells their names and types
   */
  JsonCells(StructType cells) {
    lists = new boolean[cells.size()];
    for (int i = 0; i < lists.length; i++) {
      places.put(cells.apply(i).name(), i);
      lists[i] = cells.apply(i).dataType() instanceof ArrayType;
    }
  }

  @Override
  public Row call(String object) {
    try {
      Object[] values = JsonObjects.values(object, places, lists);
      return RowFactory.create(Arrays.copyOf(values, values.length + 1));
    } catch (IOException e) {
      Object[] malformed = new Object[lists.length + 1];
      malformed[lists.length] = object;
      return RowFactory.create(malformed);
    }
  }
}
