package io.sparksgd.spark.input;

import io.sparksgd.data.JsonNumbers;
import org.apache.spark.sql.api.java.UDF1;

/** Lines of JSON whose numbers are read as texts with all their digits. */
final class QuoteNumbers implements UDF1<String, String> {
  private static final long serialVersionUID = 1L;

  @Override
  public String call(String line) {
    return line == null ? null : JsonNumbers.quoted(line);
  }
}
