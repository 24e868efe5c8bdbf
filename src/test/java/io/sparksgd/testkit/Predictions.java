package io.sparksgd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparksgd.data.CsvRecords;
import io.sparksgd.data.CsvText;
import io.sparksgd.table.RandomTable;
import io.sparksgd.table.RandomTable.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What {@code predict} wrote for files of the same format: the cells that were there, and the
 * predictions, by the number of the row.
 */
public record Predictions(
    Map<Long, List<Object>> before, Map<Long, List<Object>> after, Map<Long, String> predictions) {
  private static final CsvText CSV = new CsvText(",");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  public static Predictions of(RandomTable table, String format, Path data, Path out)
      throws Exception {
    Predictions read = new Predictions(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    String id = table.names(Role.ID).get(0);
    switch (format) {
      case "csv" -> read.csv(table, data, out);
      case "json" -> read.json(id, data, out);
      default -> read.typed(table, format, data, out);
    }
    return read;
  }

  /** The other cells are as they were. */
  public void checkCells() {
    assertThat(after).as("cells that were passed on").isEqualTo(before);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().matches("[._].*"))
          .sorted()
          .toList();
    }
  }

  /** The prediction and the probabilities of the classes; CSV has a cell for each that is none. */
  public static String shown(List<Double> numbers) {
    return numbers.get(0) == null
        ? "none"
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private void csv(RandomTable table, Path data, Path out) throws Exception {
    int columns = table.columns().size();
    int id = table.columns().indexOf(table.columns(Role.ID).get(0));
    List<Object> names = new ArrayList<>();
    table.columns().forEach(column -> names.add(column.name()));
    for (Path file : files(data)) {
      for (List<String> row : records(file, names)) {
        before.put(Long.parseLong(row.get(id)), List.copyOf(texts(row)));
      }
    }
    for (Path file : files(out)) {
      for (List<String> row : records(file, names)) {
        long key = Long.parseLong(row.get(id));
        after.put(key, texts(row.subList(0, columns)));
        predictions.put(
            key,
            shown(
                row.subList(columns, row.size()).stream()
                    .map(cell -> cell == null ? null : Double.valueOf(cell))
                    .toList()));
      }
    }
  }

  private static List<Object> texts(List<String> row) {
    return row.stream().map(cell -> cell == null ? "missing" : (Object) ("'" + cell)).toList();
  }

  private static List<List<String>> records(Path file, List<Object> names) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    String text = Files.readString(file).replaceFirst("^\ufeff", "");
    CsvRecords records =
        new CsvRecords(
            CSV, Arrays.asList(text.split("\n", -1)).iterator(), CsvText.Opening.RECORD, "");
    while (records.hasNext()) {
      rows.add(CSV.cells(records.next()));
    }
    List<String> header = rows.remove(0);
    assertThat(header.subList(0, names.size())).as("header").isEqualTo(names);
    return rows;
  }

  private void json(String id, Path data, Path out) throws IOException {
    for (Path file : files(data)) {
      for (ObjectNode row : objects(file)) {
        before.put(row.path(id).asLong(), List.of(row));
      }
    }
    for (Path file : files(out)) {
      for (ObjectNode row : objects(file)) {
        List<Double> numbers = new ArrayList<>();
        numbers.add(number(row.remove("prediction")));
        JsonNode probability = row.remove("probability");
        if (probability != null) {
          probability.forEach(value -> numbers.add(number(value)));
        }
        after.put(row.path(id).asLong(), List.of(row));
        predictions.put(row.path(id).asLong(), shown(numbers));
      }
    }
  }

  private static Double number(JsonNode node) {
    return node.isNull() ? null : Double.valueOf(node.asText());
  }

  private static List<ObjectNode> objects(Path file) throws IOException {
    List<ObjectNode> rows = new ArrayList<>();
    // Not lines(), which ends lines at other characters, too.
    for (String line : Files.readString(file).split("\n")) {
      if (!line.isBlank()) {
        rows.add((ObjectNode) JSON.readTree(line));
      }
    }
    return rows;
  }

  private void typed(RandomTable table, String format, Path data, Path out) throws IOException {
    int columns = table.columns().size();
    int id = table.columns().indexOf(table.columns(Role.ID).get(0));
    for (Row row : rows(format, data)) {
      before.put(Long.parseLong(row.get(id).toString()), cells(row, columns));
    }
    for (Row row : rows(format, out)) {
      long key = Long.parseLong(row.get(id).toString());
      after.put(key, cells(row, columns));
      List<Double> numbers = new ArrayList<>();
      numbers.add(row.isNullAt(columns) ? null : row.getDouble(columns));
      if (row.size() > columns + 1 && !row.isNullAt(columns + 1)) {
        row.<Double>getList(columns + 1).forEach(numbers::add);
      }
      predictions.put(key, shown(numbers));
    }
  }

  private static List<Row> rows(String format, Path folder) {
    SparkSession session = SharedSpark.session().newSession();
    session.conf().set("spark.sql.caseSensitive", "true");
    return session.read().format(format).load(folder.toString()).collectAsList();
  }

  /** Names, types and values. */
  private static List<Object> cells(Row row, int columns) {
    StructType schema = row.schema();
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      StructField field = schema.apply(i);
      cells.add(field.name() + " " + field.dataType().simpleString() + " " + row.get(i));
    }
    return cells;
  }
}
