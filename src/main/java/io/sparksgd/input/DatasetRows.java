package io.sparksgd.input;

import io.sparksgd.config.Format;
import io.sparksgd.input.format.AddVectors;
import io.sparksgd.input.format.ColumnTable;
import io.sparksgd.input.format.HandleInvalid;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.KeepInvalid;
import io.sparksgd.input.format.Purpose;
import io.sparksgd.input.scan.Quarantine;
import io.sparksgd.input.scan.Scan;
import io.sparksgd.input.scan.ScanChecks;
import io.sparksgd.input.source.Source;
import io.sparksgd.input.source.Sources;
import io.sparksgd.input.source.WholeCells;
import io.sparksgd.input.source.WideRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows to predict for: a DataFrame of all columns of the input, and one more of feature vectors.
 * Neither labels nor weights are needed.
 */
public final class DatasetRows {
  /** The column of lines of JSON that are passed on as they are. */
  public static final String LINE = ColumnTable.LINE;

  /** The column of records of CSV, which have the cells of rows of text files. */
  public static final String RECORD = ColumnTable.RECORD;

  private final Dataset<Row> rows;
  private final long badRows;

  private final List<String> columns;

  private DatasetRows(Dataset<Row> rows, long badRows, List<String> columns) {
    this.rows = rows;
    this.columns = columns;
    this.badRows = badRows;
  }

  /** Opens files of which no row stays without a vector. */
  static DatasetRows open(
      SparkSession spark, List<String> paths, InputOptions options, String vectorColumn)
      throws InputException {
    return open(spark, paths, options, HandleInvalid.ERROR, Format.PARQUET, vectorColumn);
  }

  /**
   * Opens files and checks each row once, see {@link #find} and {@link Found#read}.
   *
   * @throws InputException if the data cannot be used
   */
  public static DatasetRows open(
      SparkSession spark,
      List<String> paths,
      InputOptions options,
      HandleInvalid invalid,
      Format target,
      String vectorColumn)
      throws InputException {
    return find(spark, paths, options, invalid, target, vectorColumn).read();
  }

  /**
   * Finds files and their columns; reads no rows but those from which columns are known. LIBSVM
   * files have one column of their own, {@code label}; the columns of CSV and JSON files are text.
   *
   * @param options with the number of features of the model
   * @param invalid {@link HandleInvalid#KEEP}: rows whose features cannot be used stay, without a
   *     vector; else they are bad rows
   * @param target the format that the rows are to be written in: lines of JSON go to JSON as they
   *     are, in one column {@link #LINE}, to CSV as one column {@link #RECORD}, to Parquet and ORC
   *     with the types of their values; rows of CSV are one column {@link #RECORD}, see {@link
   *     #whole}
   * @param vectorColumn name of the added column of vectors, which must not be there yet
   * @throws InputException if the data cannot be used
   */
  public static Found find(
      SparkSession spark,
      List<String> paths,
      InputOptions options,
      HandleInvalid invalid,
      Format target,
      String vectorColumn)
      throws InputException {
    if (options.numFeatures().isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid num-features: none (allowed: the number of features of the model)");
    }
    Purpose purpose = Purpose.passing(options.format(), target);
    Source source = Sources.open(spark, paths, options, purpose, Optional.empty());
    if (invalid == HandleInvalid.KEEP) {
      source = source.readBy(new KeepInvalid(source.reader()));
    }
    AddVectors.Leading leading =
        options.format() == Format.LIBSVM ? AddVectors.Leading.LABEL : AddVectors.Leading.COLUMNS;
    return new Found(spark, source, options, leading, schema(source, leading, vectorColumn));
  }

  /** Files whose rows are not read yet. */
  public static final class Found {
    private final SparkSession spark;
    private final Source source;
    private final InputOptions options;
    private final AddVectors.Leading leading;
    private final StructType schema;

    private Found(
        SparkSession spark,
        Source source,
        InputOptions options,
        AddVectors.Leading leading,
        StructType schema) {
      this.spark = spark;
      this.source = source;
      this.options = options;
      this.leading = leading;
      this.schema = schema;
    }

    /** Names of the columns of the data, of which there may be two of one name. */
    public List<String> columns() {
      return source.columns();
    }

    /** Names of the fields that columns have inside. */
    public List<String> fields() {
      List<String> names = new ArrayList<>();
      for (StructField field : source.passed().fields()) {
        addFields(field.dataType(), names);
      }
      return names;
    }

    private static void addFields(DataType type, List<String> names) {
      if (type instanceof StructType struct) {
        for (StructField field : struct.fields()) {
          names.add(field.name());
          addFields(field.dataType(), names);
        }
      } else if (type instanceof ArrayType array) {
        addFields(array.elementType(), names);
      } else if (type instanceof MapType map) {
        addFields(map.keyType(), names);
        addFields(map.valueType(), names);
      }
    }

    /**
     * Checks each row once; rows that cannot be used are treated as the options say.
     *
     * @throws InputException if the data cannot be used
     */
    public DatasetRows read() throws InputException {
      Scan scan = Scan.count(source);
      new ScanChecks(spark, options).checkRows(scan);
      new Quarantine(spark, options).write(List.of(scan));
      AddVectors add =
          new AddVectors(
              source.reader(), options.numFeatures().getAsInt(), leading, source.passed().size());
      Dataset<Row> rows =
          source
              .data()
              .sparkSession()
              .createDataFrame(source.data().toJavaRDD().mapPartitions(add), schema);
      return new DatasetRows(rows, scan.total().badRows, source.columns());
    }
  }

  private static StructType schema(Source source, AddVectors.Leading leading, String vectorColumn)
      throws InputException {
    List<StructField> fields = new ArrayList<>();
    if (leading == AddVectors.Leading.LABEL) {
      fields.add(DataTypes.createStructField("label", DataTypes.DoubleType, false));
    } else {
      fields.addAll(List.of(source.passed().fields()));
    }
    if (source.columns().contains(vectorColumn)) {
      throw new InputException(
          "Invalid column: " + vectorColumn + " is in the data (allowed: a new name)");
    }
    fields.add(DataTypes.createStructField(vectorColumn, SQLDataTypes.VectorType(), true));
    return new StructType(fields.toArray(new StructField[0]));
  }

  /** The rows that can be used; their first column may be {@link #RECORD} or {@link #LINE}. */
  public Dataset<Row> rows() {
    return rows;
  }

  /**
   * Rows with the cells of their records in columns of their own.
   *
   * @param changed rows whose first columns are those of {@link #rows}, up to the vectors
   */
  public Dataset<Row> whole(Dataset<Row> changed) {
    StructType there = changed.schema();
    if (!there.fieldNames()[0].equals(RECORD)) {
      return changed;
    }
    // The record has the columns that rows() lacks; rows() also has the record and the vectors.
    int cells = columns.size() - (rows.columns().length - 2);
    StructType schema = new StructType();
    for (int i = 0; i < cells; i++) {
      schema = schema.add(columns.get(i), DataTypes.StringType);
    }
    for (int i = 1; i < there.size(); i++) {
      schema = schema.add(there.apply(i));
    }
    SparkSession session = changed.sparkSession();
    WideRows.prepare(session, schema.size());
    return session.createDataFrame(changed.toJavaRDD().map(new WholeCells()), schema);
  }

  /** Names of the columns of the data, of which there may be two of one name. */
  public List<String> columns() {
    return columns;
  }

  /** Rows that were left out. */
  public long badRows() {
    return badRows;
  }
}
