package io.sparksgd.bench;

import org.vowpalwabbit.spark.VowpalWabbitExample;
import org.vowpalwabbit.spark.VowpalWabbitNative;
import org.vowpalwabbit.spark.prediction.ScalarPrediction;

/**
 * Vowpal Wabbit's default learner with logistic loss, one thread, by its native library. Filling
 * its examples from Java is timed by itself and is not training.
 */
final class VowpalWabbitPeer {
  private static final int PASSES = 3;
  private static final String ARGUMENTS = "--loss_function logistic -b 18 --quiet";

  private VowpalWabbitPeer() {}

  static void measure(CsrRows train, CsrRows test, double target, Recorder recorder)
      throws Exception {
    try (VowpalWabbitNative learner = new VowpalWabbitNative(ARGUMENTS);
        VowpalWabbitExample example = learner.createExample()) {
      fillAll(train, example);
      long start = System.nanoTime();
      fillAll(train, example);
      double filling = (System.nanoTime() - start) / 1e9;
      recorder.add("Vowpal Wabbit: packing", "s", filling);
      LossCurve curve = new LossCurve();
      double seconds = 0;
      for (int pass = 0; pass < PASSES; pass++) {
        long started = System.nanoTime();
        for (int r = 0; r < train.labels.length; r++) {
          fill(train, r, example);
          example.learn();
        }
        learner.endPass();
        seconds += (System.nanoTime() - started) / 1e9 - filling;
        curve.add(seconds, test.logLoss(r -> margin(test, r, example)));
        if (curve.secondsTo(target).isPresent()) {
          break;
        }
      }
      curve.record("Vowpal Wabbit", target, recorder);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
      recorder.remark("Vowpal Wabbit: its native library does not load here: " + e);
    }
  }

  private static void fillAll(CsrRows rows, VowpalWabbitExample example) {
    for (int r = 0; r < rows.labels.length; r++) {
      fill(rows, r, example);
    }
  }

  private static void fill(CsrRows rows, int r, VowpalWabbitExample example) {
    int from = rows.starts[r];
    int count = rows.starts[r + 1] - from;
    int[] indices = new int[count];
    double[] values = new double[count];
    System.arraycopy(rows.indices, from, indices, 0, count);
    System.arraycopy(rows.values, from, values, 0, count);
    example.clear();
    example.setLabel(rows.labels[r] == 1 ? 1 : -1);
    example.addToNamespaceSparse('a', indices, values);
  }

  private static double margin(CsrRows rows, int r, VowpalWabbitExample example) {
    fill(rows, r, example);
    return ((ScalarPrediction) example.predict()).getValue();
  }
}
