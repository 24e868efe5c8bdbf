package io.sparksgd.ml;

import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import java.util.Arrays;
import java.util.OptionalInt;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.Attribute$;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Checks of columns, and the columns and metadata that models add: as Spark's own classifiers. */
final class Columns {
  private Columns() {}

  /** What the labels of a model mean. */
  static Objective.Task task(ModelSpec spec) {
    return spec.task();
  }

  /** Checks that there is a column of vectors. */
  static void vector(StructType schema, String param, String column) {
    DataType type = type(schema, param, column);
    if (!type.equals(SQLDataTypes.VectorType())) {
      throw wrongType(param, column, type, "vector");
    }
  }

  /** Checks that there is a column of numbers; booleans are 1 and 0. */
  static void number(StructType schema, String param, String column) {
    DataType type = type(schema, param, column);
    if (!(type instanceof BooleanType || type instanceof NumericType)) {
      throw wrongType(param, column, type, "a number or boolean");
    }
  }

  /** Checks that there is a column of texts, numbers or booleans. */
  static void cell(StructType schema, String param, String column) {
    DataType type = type(schema, param, column);
    if (!(type instanceof NumericType
        || type instanceof BooleanType
        || type instanceof StringType)) {
      throw wrongType(param, column, type, "texts, numbers or booleans");
    }
  }

  /** A name as Spark's expressions have it: dots and backticks are part of it. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** The columns that a transformation added may be null. */
  static StructType nullable(StructType before, StructType after) {
    StructType all = before;
    for (int i = before.length(); i < after.length(); i++) {
      StructField field = after.apply(i);
      all = all.add(new StructField(field.name(), field.dataType(), true, field.metadata()));
    }
    return all;
  }

  private static DataType type(StructType schema, String param, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          "Invalid "
              + param
              + ": there is no column "
              + column
              + " (allowed: "
              + String.join(", ", schema.fieldNames())
              + ")");
    }
    return schema.apply(column).dataType();
  }

  private static IllegalArgumentException wrongType(
      String param, String column, DataType type, String allowed) {
    return new IllegalArgumentException(
        "Invalid "
            + param
            + ": column "
            + column
            + " is of type "
            + type.simpleString()
            + " (allowed: "
            + allowed
            + ")");
  }

  /** Checks the size of vectors where the metadata tells it. */
  static void width(StructType schema, String column, int features) {
    OptionalInt size = features(schema.apply(column));
    if (size.isPresent() && size.getAsInt() != features) {
      throw new IllegalArgumentException(
          "Invalid featuresCol: column "
              + column
              + " has vectors of size "
              + size.getAsInt()
              + " (allowed: "
              + features
              + ", the features of the model)");
    }
  }

  /** The size of a column's vectors, if the metadata tells it. */
  static OptionalInt features(StructField field) {
    int size = AttributeGroup.fromStructField(field).size();
    return size >= 0 ? OptionalInt.of(size) : OptionalInt.empty();
  }

  /** The number of classes of a label column, if the metadata tells it. */
  static OptionalInt classes(StructField field) {
    if (!(field.dataType() instanceof NumericType)) {
      return OptionalInt.empty();
    }
    Attribute attribute = Attribute$.MODULE$.fromStructField(field);
    if (attribute instanceof BinaryAttribute) {
      return OptionalInt.of(2);
    }
    if (attribute instanceof NominalAttribute nominal && nominal.getNumValues().isDefined()) {
      return OptionalInt.of((Integer) nominal.getNumValues().get());
    }
    return OptionalInt.empty();
  }

  /** A column of class numbers. */
  static StructField classNumbers(String name, OptionalInt classes) {
    Metadata metadata =
        classes.isPresent()
            ? NominalAttribute.defaultAttr().withNumValues(classes.getAsInt()).toMetadata()
            : Metadata.empty();
    return new StructField(name, DataTypes.DoubleType, false, metadata);
  }

  /** A column of numbers. */
  static StructField numbers(String name) {
    return new StructField(name, DataTypes.DoubleType, false, Metadata.empty());
  }

  /** A column of vectors with a value for each class. */
  static StructField vectors(String name, OptionalInt classes) {
    // A group needs a name; an empty one means that there will be no such column.
    Metadata metadata =
        classes.isPresent() && !name.isEmpty()
            ? new AttributeGroup(name, classes.getAsInt()).toMetadata()
            : Metadata.empty();
    return new StructField(name, SQLDataTypes.VectorType(), false, metadata);
  }

  /** Appends a column unless its name is empty. */
  static StructType append(StructType schema, String param, StructField field) {
    if (field.name().isEmpty()) {
      return schema;
    }
    if (Arrays.asList(schema.fieldNames()).contains(field.name())) {
      throw new IllegalArgumentException(
          "Invalid "
              + param
              + ": column "
              + field.name()
              + " already exists (allowed: a new name, or an empty one to leave it out)");
    }
    return schema.add(field);
  }
}
