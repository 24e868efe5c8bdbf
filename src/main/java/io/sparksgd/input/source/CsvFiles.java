package io.sparksgd.input.source;

import io.sparksgd.config.CsvHeader;
import io.sparksgd.data.BadRowException;
import io.sparksgd.data.CsvText;
import io.sparksgd.input.format.ColumnTable;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.Purpose;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** CSV files: every cell is text, or missing where nothing stands. */
final class CsvFiles {
  private final SparkSession spark;
  private final Dataset<Row> text;
  private final InputOptions options;
  private final CsvText csv;

  /**
   * Files.
   *
   * @param text their lines and the columns of their folders
   */
  CsvFiles(SparkSession spark, Dataset<Row> text, InputOptions options) {
    this.spark = spark;
    this.text = text;
    this.options = options;
    this.csv = new CsvText(options.csvDelimiter());
  }

  /**
   * The rows; no columns but those of folders when all files are blank.
   *
   * @param wanted names of the columns that the rows have to have; the others are only named, which
   *     spares Spark thousands of columns that nobody reads
   * @param purpose whether the records are passed on
   */
  ColumnTable table(Predicate<String> wanted, Purpose purpose) throws InputException {
    List<String> first = first();
    if (first.isEmpty()) {
      return new ColumnTable(spark.emptyDataFrame(), new StructType(), 0);
    }
    ColumnTable lines = ColumnTable.ofFiles(text);
    StructType columns = named(first);
    for (int i = 1; i < lines.columns().size(); i++) {
      columns = columns.add(lines.columns().apply(i));
    }
    Dataset<Row> rows = lines.rows();
    CsvSplits splits =
        CsvSplits.of(
            rows.select(
                ColumnTable.column(0),
                functions.col(ColumnTable.FILE),
                functions.col(ColumnTable.START)),
            csv);
    String[] names = columns.fieldNames();
    int[] kept = IntStream.range(0, first.size()).filter(i -> wanted.test(names[i])).toArray();
    CsvRows.Columns cut = new CsvRows.Columns(options.csvHeader(), first, kept);
    CsvRows cells = new CsvRows(csv, cut, lines.columns().size(), splits, purpose);
    StructType schema = schema(columns, kept, first.size());
    if (purpose == Purpose.PASS_RECORDS) {
      schema = schema.add(ColumnTable.RECORD, DataTypes.StringType);
    }
    return new ColumnTable(
        spark.createDataFrame(rows.toJavaRDD().mapPartitions(cells), schema),
        columns,
        first.size());
  }

  private List<String> first() throws InputException {
    String[] files = text.inputFiles();
    try {
      return new SourceFiles(spark).firstCells(files, csv);
    } catch (IOException e) {
      throw Failures.unreadable(String.join(", ", files), e);
    } catch (BadRowException e) {
      throw new InputException(
          "Invalid data: the first line of "
              + SourceFiles.show(files[0])
              + " has "
              + e.getMessage()
              + " (allowed: cells in double quotes, quotes inside doubled)");
    }
  }

  private StructType named(List<String> first) {
    StructType columns = new StructType();
    for (int i = 0; i < first.size(); i++) {
      String cell = first.get(i);
      boolean isName = options.csvHeader() == CsvHeader.PRESENT && cell != null && !cell.isBlank();
      columns = columns.add(isName ? cell : "_c" + i, DataTypes.StringType);
    }
    return columns;
  }

  /** The kept cells and the columns of folders, which stand behind all cells. */
  private static StructType schema(StructType columns, int[] kept, int cells) {
    StructType schema = new StructType();
    List<String> names = ColumnTable.names(columns.size());
    for (int i :
        IntStream.concat(IntStream.of(kept), IntStream.range(cells, columns.size())).toArray()) {
      schema = schema.add(names.get(i), columns.apply(i).dataType());
    }
    return schema
        .add(ColumnTable.FILE, DataTypes.StringType)
        .add(ColumnTable.START, DataTypes.LongType)
        .add(ColumnTable.MALFORMED, DataTypes.StringType)
        .add(ColumnTable.LINES, DataTypes.IntegerType);
  }
}
