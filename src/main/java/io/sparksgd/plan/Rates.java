package io.sparksgd.plan;

import java.io.Serializable;

/** The learning rates of the local steps of a round. */
public final class Rates implements Serializable {
  private static final long serialVersionUID = 1L;

  /** One value when all are equal. */
  private final double[] rates;

  /** The rates of the updates {@code first}, {@code first + 1}, ... */
  public Rates(LearningRate learningRate, long first, int updates) {
    double start = learningRate.at(first);
    int equal = 1;
    while (equal < updates && learningRate.at(first + equal) == start) {
      equal++;
    }
    if (equal >= updates) {
      rates = new double[] {start};
      return;
    }
    rates = new double[updates];
    for (int i = 0; i < updates; i++) {
      rates[i] = learningRate.at(first + i);
    }
  }

  public double at(int update) {
    return rates.length == 1 ? rates[0] : rates[update];
  }
}
