package io.sparksgd.bench;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;

/** liblinear-java: L2-regularised logistic regression, primal Newton method, one thread. */
final class LiblinearPeer {
  /** Looser and looser than its default of 0.01, each a training of its own. */
  private static final double[] TOLERANCES = {0.1, 0.03, 0.01};

  private LiblinearPeer() {}

  static void measure(CsrRows train, CsrRows test, double target, Recorder recorder) {
    Linear.disableDebugOutput();
    long start = System.nanoTime();
    Problem problem = problem(train);
    recorder.add("liblinear-java: packing", "s", (System.nanoTime() - start) / 1e9);
    LossCurve curve = new LossCurve();
    for (double tolerance : TOLERANCES) {
      // C = 1 / (regParam rows), with the best regParam of spark.ml's LogisticRegression.
      double cost = 1 / (LogisticRegressionPeer.REFERENCE_REG_PARAM * train.labels.length);
      Parameter parameter = new Parameter(SolverType.L2R_LR, cost, tolerance);
      long started = System.nanoTime();
      Model model = Linear.train(problem, parameter);
      double seconds = (System.nanoTime() - started) / 1e9;
      // Weights are those of the first label that it met.
      double sign = model.getLabels()[0] == 1 ? 1 : -1;
      double[] w = model.getFeatureWeights();
      curve.add(seconds, test.logLoss(r -> sign * (test.dot(r, w) + w[ClickFiles.FEATURES])));
      if (curve.secondsTo(target).isPresent()) {
        break;
      }
    }
    curve.record("liblinear-java", target, recorder);
  }

  private static Problem problem(CsrRows rows) {
    Problem problem = new Problem();
    problem.l = rows.labels.length;
    problem.n = ClickFiles.FEATURES + 1;
    problem.bias = 1;
    problem.y = rows.labels;
    problem.x = new Feature[problem.l][];
    for (int r = 0; r < problem.l; r++) {
      int count = rows.starts[r + 1] - rows.starts[r];
      Feature[] row = new Feature[count + 1];
      for (int k = 0; k < count; k++) {
        int i = rows.starts[r] + k;
        row[k] = new FeatureNode(rows.indices[i] + 1, rows.values[i]);
      }
      row[count] = new FeatureNode(problem.n, 1);
      problem.x[r] = row;
    }
    return problem;
  }
}
