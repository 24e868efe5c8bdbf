package io.sparksgd.ml;

import io.sparksgd.ml.params.JobParams;
import java.io.Serializable;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import scala.runtime.AbstractFunction1;

/**
 * What becomes of rows without usable features when they are transformed, named as in Spark ML.
 *
 * @param <S> the class itself, which the setter returns
 */
public interface InvalidRows<S> extends Params {
  /** What becomes of rows whose features are null, NaN or infinite. */
  default Param<String> handleInvalid() {
    return new Param<>(
        this,
        "handleInvalid",
        "what transform does with rows whose features are null, NaN or infinite: error; skip"
            + " leaves them out; keep keeps them with null predictions",
        new Check());
  }

  default S setHandleInvalid(String value) {
    return JobParams.put(this, handleInvalid(), value);
  }

  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }

  /** One of the three. */
  final class Check extends AbstractFunction1<String, Object> implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Set<String> ALLOWED = Set.of("error", "skip", "keep");

    private Check() {}

    @Override
    public Object apply(String value) {
      if (!ALLOWED.contains(value)) {
        throw new IllegalArgumentException(
            "Invalid handleInvalid: " + value + " (allowed: error, skip, keep)");
      }
      return true;
    }
  }
}
