package io.sparksgd.bench;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Tribuo's linear SGD with AdaGrad, one row an update, one thread. Its training copies every
 * example into vectors of its own first, which cannot be told from training.
 */
final class TribuoPeer {
  private static final int[] EPOCHS = {1, 2};
  private static final double LEARNING_RATE = 0.05;
  private static final long SEED = 1;

  private TribuoPeer() {}

  static void measure(CsrRows train, CsrRows test, double target, Recorder recorder) {
    Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
    long start = System.nanoTime();
    MutableDataset<Label> dataset = dataset(train);
    recorder.add("Tribuo: packing", "s", (System.nanoTime() - start) / 1e9);
    LossCurve curve = new LossCurve();
    for (int epochs : EPOCHS) {
      LinearSGDTrainer trainer =
          new LinearSGDTrainer(
              new LogMulticlass(), new AdaGrad(LEARNING_RATE), epochs, Integer.MAX_VALUE, 1, SEED);
      long started = System.nanoTime();
      LinearSGDModel model = trainer.train(dataset);
      double seconds = (System.nanoTime() - started) / 1e9;
      curve.add(seconds, loss(model, test));
      if (curve.secondsTo(target).isPresent()) {
        break;
      }
    }
    curve.record("Tribuo", target, recorder);
  }

  private static MutableDataset<Label> dataset(CsrRows rows) {
    LabelFactory factory = new LabelFactory();
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("clicks", factory), factory);
    String[] names = new String[ClickFiles.FEATURES];
    for (int j = 0; j < names.length; j++) {
      names[j] = String.valueOf(j);
    }
    for (int r = 0; r < rows.labels.length; r++) {
      int count = rows.starts[r + 1] - rows.starts[r];
      String[] features = new String[count];
      double[] values = new double[count];
      for (int k = 0; k < count; k++) {
        features[k] = names[rows.indices[rows.starts[r] + k]];
        values[k] = rows.values[rows.starts[r] + k];
      }
      Label label = new Label(rows.labels[r] == 1 ? "1" : "0");
      dataset.add(new ArrayExample<>(label, features, values));
    }
    return dataset;
  }

  /** The margin is the difference of the two classes' scores; the last column is the bias. */
  private static double loss(LinearSGDModel model, CsrRows test) {
    DenseMatrix weights = model.getWeightsCopy();
    ImmutableFeatureMap features = model.getFeatureIDMap();
    int one = model.getOutputIDInfo().getID(new Label("1"));
    int zero = model.getOutputIDInfo().getID(new Label("0"));
    double[] w = new double[ClickFiles.FEATURES];
    for (int j = 0; j < w.length; j++) {
      int id = features.getID(String.valueOf(j));
      w[j] = id < 0 ? 0 : weights.get(one, id) - weights.get(zero, id);
    }
    int bias = features.size();
    return test.logLoss(w, weights.get(one, bias) - weights.get(zero, bias));
  }
}
