package io.sparksgd.spark;

import java.io.Serializable;
import java.util.Arrays;

/** The learning rates of the local steps of a round. */
final class Rates implements Serializable {
  private static final long serialVersionUID = 1L;

  /** One value when all are equal. */
  private final double[] rates;

  /** The rates of the updates {@code first}, {@code first + 1}, ... */
  Rates(LearningRate learningRate, long first, int updates) {
    double[] all = new double[updates];
    boolean equal = true;
    for (int i = 0; i < updates; i++) {
      all[i] = learningRate.at(first + i);
      equal &= all[i] == all[0];
    }
    this.rates = equal ? Arrays.copyOf(all, 1) : all;
  }

  double at(int update) {
    return rates.length == 1 ? rates[0] : rates[update];
  }

  /** The rate of the last update. */
  double last() {
    return rates[rates.length - 1];
  }
}
