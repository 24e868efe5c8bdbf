package io.sparksgd.connect;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.connect.proto.Command;
import org.apache.spark.connect.proto.Expression.Literal;
import org.apache.spark.connect.proto.Fetch;
import org.apache.spark.connect.proto.MlCommand;
import org.apache.spark.connect.proto.MlCommandResult;
import org.apache.spark.connect.proto.MlOperator;
import org.apache.spark.connect.proto.MlOperator.OperatorType;
import org.apache.spark.connect.proto.MlParams;
import org.apache.spark.connect.proto.MlRelation;
import org.apache.spark.connect.proto.ObjectRef;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connect.Dataset;
import org.apache.spark.sql.connect.SparkSession;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Spark ML over Spark Connect. The JVM's client has no classes for it, as Python's has; it sends
 * the same messages.
 */
final class MlClient {
  private final SparkSession spark;

  MlClient(SparkSession spark) {
    this.spark = spark;
  }

  /** Trains on the server, which keeps the model; returns its name there. */
  String fit(String estimator, Map<String, Object> params, Dataset<Row> data) {
    MlCommand.Fit.Builder fit =
        MlCommand.Fit.newBuilder()
            .setEstimator(operator(estimator, OperatorType.OPERATOR_TYPE_ESTIMATOR))
            .setParams(params(params))
            .setDataset(data.plan().getRoot());
    return send(MlCommand.newBuilder().setFit(fit)).getOperatorInfo().getObjRef().getId();
  }

  Dataset<Row> transform(String model, Map<String, Object> params, Dataset<Row> data) {
    MlRelation.Transform.Builder transform =
        MlRelation.Transform.newBuilder()
            .setObjRef(reference(model))
            .setParams(params(params))
            .setInput(data.plan().getRoot());
    return spark.newDataFrame(
        relation -> {
          relation.setMlRelation(MlRelation.newBuilder().setTransform(transform));
          return BoxedUnit.UNIT;
        });
  }

  void saveModel(String model, Path path) {
    send(
        MlCommand.newBuilder()
            .setWrite(
                MlCommand.Write.newBuilder().setObjRef(reference(model)).setPath(path.toString())));
  }

  MlCommandResult.MlOperatorInfo loadModel(String kind, Path path) {
    return read(operator(kind, OperatorType.OPERATOR_TYPE_MODEL), path);
  }

  void saveEstimator(String estimator, Map<String, Object> params, Path path) {
    send(
        MlCommand.newBuilder()
            .setWrite(
                MlCommand.Write.newBuilder()
                    .setOperator(operator(estimator, OperatorType.OPERATOR_TYPE_ESTIMATOR))
                    .setParams(params(params))
                    .setPath(path.toString())));
  }

  MlCommandResult.MlOperatorInfo loadEstimator(String estimator, Path path) {
    return read(operator(estimator, OperatorType.OPERATOR_TYPE_ESTIMATOR), path);
  }

  private MlCommandResult.MlOperatorInfo read(MlOperator operator, Path path) {
    return send(MlCommand.newBuilder()
            .setRead(MlCommand.Read.newBuilder().setOperator(operator).setPath(path.toString())))
        .getOperatorInfo();
  }

  /** Calls a method of a model, if the server allows it. */
  Literal fetch(String model, String method) {
    return send(MlCommand.newBuilder()
            .setFetch(
                Fetch.newBuilder()
                    .setObjRef(reference(model))
                    .addMethods(Fetch.Method.newBuilder().setMethod(method))))
        .getParam();
  }

  /** What a model takes of the server's memory. */
  long bytes(String model) {
    return send(MlCommand.newBuilder()
            .setGetModelSize(MlCommand.GetModelSize.newBuilder().setModelRef(reference(model))))
        .getParam()
        .getLong();
  }

  void delete(String model) {
    send(
        MlCommand.newBuilder()
            .setDelete(MlCommand.Delete.newBuilder().addObjRefs(reference(model))));
  }

  private MlCommandResult send(MlCommand.Builder command) {
    return CollectionConverters.asJava(
            spark.execute(Command.newBuilder().setMlCommand(command).build()))
        .stream()
        .filter(response -> response.hasMlCommandResult())
        .findFirst()
        .orElseThrow()
        .getMlCommandResult();
  }

  private static ObjectRef reference(String model) {
    return ObjectRef.newBuilder().setId(model).build();
  }

  private static MlOperator operator(String name, OperatorType type) {
    return MlOperator.newBuilder()
        .setName("io.sparksgd.ml." + name)
        .setUid(name + "_" + UUID.randomUUID())
        .setType(type)
        .build();
  }

  private static MlParams params(Map<String, Object> values) {
    MlParams.Builder params = MlParams.newBuilder();
    values.forEach((name, value) -> params.putParams(name, literal(value)));
    return params.build();
  }

  /** As Python's client: whole numbers are long, others double. */
  private static Literal literal(Object value) {
    Literal.Builder literal = Literal.newBuilder();
    if (value instanceof Integer number) {
      return literal.setLong(number).build();
    }
    if (value instanceof Double number) {
      return literal.setDouble(number).build();
    }
    return value instanceof Boolean mark
        ? literal.setBoolean(mark).build()
        : literal.setString(value.toString()).build();
  }
}
