package io.sparksgd.config.parse;

import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Floats are for the local steps whose weights lie beside AdaGrad's memory of them. */
final class LocalPrecision {
  private static final Set<Class<? extends ModelSpec>> ONE_MARGIN =
      Set.of(
          ModelSpec.Linear.class,
          ModelSpec.Logistic.class,
          ModelSpec.Hinge.class,
          ModelSpec.Huber.class,
          ModelSpec.Quantile.class,
          ModelSpec.Poisson.class);

  private LocalPrecision() {}

  static void check(
      Section root,
      SynchronizeConfig synchronize,
      ModelSpec model,
      OptimizerConfig optimizer,
      Penalty penalty) {
    if (synchronize.local().stream().noneMatch(l -> l.precision() == StepPrecision.FLOAT32)) {
      return;
    }
    List<String> hindrances = new ArrayList<>();
    if (!ONE_MARGIN.contains(model.getClass())) {
      hindrances.add("model.kind " + ModelKeys.kind(model));
    }
    if (!(optimizer.rule() instanceof UpdateRule.AdaGrad)) {
      hindrances.add("optimizer.kind " + UpdateRule.kinds().name(optimizer.rule()));
    }
    if (optimizer.clipNorm().isPresent()) {
      hindrances.add("optimizer.clip-norm");
    }
    if (optimizer.clipValue().isPresent()) {
      hindrances.add("optimizer.clip-value");
    }
    if (!penalty.equals(Penalty.NONE)) {
      hindrances.add("a penalty");
    }
    if (!hindrances.isEmpty()) {
      root.error(
          "synchronize",
          "Invalid synchronize.local-precision: float32 with "
              + String.join(", ", hindrances)
              + " (allowed: float64; float32 only with a linear model of one output,"
              + " optimizer.kind: adagrad without clipping, and no penalty)");
    }
  }
}
