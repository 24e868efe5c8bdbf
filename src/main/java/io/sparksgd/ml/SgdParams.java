package io.sparksgd.ml;

import io.sparksgd.ml.params.BatchParams;
import io.sparksgd.ml.params.CompressionParams;
import io.sparksgd.ml.params.DataParams;
import io.sparksgd.ml.params.EvaluateParams;
import io.sparksgd.ml.params.GuardParams;
import io.sparksgd.ml.params.JobParams;
import io.sparksgd.ml.params.ModelParams;
import io.sparksgd.ml.params.OptimizerParams;
import io.sparksgd.ml.params.RunParams;
import io.sparksgd.ml.params.ScalingParams;
import io.sparksgd.ml.params.ScheduleParams;
import io.sparksgd.ml.params.SearchParams;
import io.sparksgd.ml.params.StopParams;
import io.sparksgd.ml.params.SynchronizeParams;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import scala.runtime.AbstractFunction1;

/**
 * All Params of an estimator: those of the groups of a job file, and Spark's own that are no single
 * key of it.
 *
 * @param <S> the class itself, which the setters return
 */
public interface SgdParams<S>
    extends PredictorColumns<S>,
        RunParams<S>,
        DataParams<S>,
        ModelParams<S>,
        BatchParams<S>,
        OptimizerParams<S>,
        ScheduleParams<S>,
        ScalingParams<S>,
        SynchronizeParams<S>,
        CompressionParams<S>,
        StopParams<S>,
        EvaluateParams<S>,
        GuardParams<S>,
        SearchParams<S> {

  /** Column that marks validation rows; none when it is empty. */
  default Param<String> validationIndicatorCol() {
    return new Param<>(
        this,
        "validationIndicatorCol",
        "column that is true (or 1) in the rows to validate with; none when it is empty");
  }

  default S setValidationIndicatorCol(String value) {
    return JobParams.put(this, validationIndicatorCol(), value);
  }

  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /** Strength of the penalty. */
  default DoubleParam regParam() {
    return new DoubleParam(
        uid(),
        "regParam",
        "strength of the penalty: regParam * ((1 - elasticNetParam) / 2 * |w|^2 + elasticNetParam"
            + " * |w|_1) (job file: penalty.l1 and penalty.l2)",
        new Range("regParam", Double.MAX_VALUE, "a finite number from 0"));
  }

  default S setRegParam(double value) {
    return JobParams.put(this, regParam(), value);
  }

  default double getRegParam() {
    return (Double) getOrDefault(regParam());
  }

  /** Share of L1 in the penalty. */
  default DoubleParam elasticNetParam() {
    return new DoubleParam(
        uid(),
        "elasticNetParam",
        "share of L1 in the penalty, from 0 (ridge) to 1 (lasso)",
        new Range("elasticNetParam", 1, "a number from 0 to 1"));
  }

  default S setElasticNetParam(double value) {
    return JobParams.put(this, elasticNetParam(), value);
  }

  default double getElasticNetParam() {
    return (Double) getOrDefault(elasticNetParam());
  }

  /** Whether features are divided by their standard deviations for training. */
  default BooleanParam standardization() {
    return new BooleanParam(
        this,
        "standardization",
        "whether features are divided by their standard deviations for training: true is scale"
            + " deviation, false is scale none; when it is not set, scale says it");
  }

  default S setStandardization(boolean value) {
    return JobParams.put(this, standardization(), value);
  }

  default boolean getStandardization() {
    return (Boolean) getOrDefault(standardization());
  }

  /** Further keys of the job file, as on the command line. */
  default StringArrayParam settings() {
    return new StringArrayParam(
        this,
        "settings",
        "further keys of the job file as on the command line, such as schedule.parts=[{kind: step,"
            + " every: 10}]; they win over other Params",
        new SettingsCheck());
  }

  default S setSettings(String... value) {
    return JobParams.put(this, settings(), value);
  }

  default String[] getSettings() {
    return getOrDefault(settings());
  }

  /** Numbers from 0 to a largest. */
  final class Range extends AbstractFunction1<Object, Object> implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final double largest;
    private final String allowed;

    private Range(String name, double largest, String allowed) {
      this.name = name;
      this.largest = largest;
      this.allowed = allowed;
    }

    @Override
    public Object apply(Object value) {
      double number = (Double) value;
      if (!(number >= 0 && number <= largest)) {
        throw new IllegalArgumentException(
            "Invalid " + name + ": " + number + " (allowed: " + allowed + ")");
      }
      return true;
    }
  }

  /** Keys of groups that mean something without files. */
  final class SettingsCheck extends AbstractFunction1<String[], Object> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** They say what a job reads from files and writes to them, which a fit does not. */
    private static final List<String> OF_FILES =
        List.of("checkpoint", "data", "features", "name", "output");

    private SettingsCheck() {}

    @Override
    public Object apply(String[] values) {
      for (String value : values) {
        String group = value.split("[.=]", 2)[0].strip();
        if (OF_FILES.contains(group)) {
          throw new IllegalArgumentException(
              "Invalid settings: "
                  + value
                  + " (allowed: all keys but those of "
                  + String.join(", ", OF_FILES)
                  + "; the Params for columns say what is read)");
        }
      }
      return true;
    }
  }
}
