package io.sparksgd.bench.jmh;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.optim.UpdateRule;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One update of a whole parameter vector. The gradient is copied anew, as rules overwrite it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UpdateRuleBenchmark {
  /** Parameters. */
  @Param({"10000", "1000000"})
  public int size;

  /** The rule. */
  @Param({"sgd", "momentum", "adagrad", "adam"})
  public String rule;

  private Optimizer optimizer;
  private double[] weights;
  private double[] gradient;
  private double[] scratch;

  /** Makes the rule. */
  @Setup
  public void setUp() {
    ParameterLayout layout =
        ParameterLayout.builder().add("weights", ParameterGroup.Kind.WEIGHTS, size, 1).build();
    UpdateRule chosen =
        switch (rule) {
          case "sgd" -> new UpdateRule.Sgd();
          case "momentum" -> new UpdateRule.Momentum(0.9, 0);
          case "adagrad" -> new UpdateRule.AdaGrad(0, 1e-10);
          default -> new UpdateRule.Adam(0.9, 0.999, 1e-8);
        };
    optimizer = new Optimizer(chosen.chain(layout));
    weights = Blocks.vector(size);
    gradient = Blocks.vector(size);
    scratch = new double[size];
  }

  /** {@code weights -= rule(gradient)}. */
  @Benchmark
  public double[] update() {
    System.arraycopy(gradient, 0, scratch, 0, size);
    optimizer.update(weights, scratch, 1e-3);
    return weights;
  }
}
