package io.sparksgd.search;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.optim.UpdateRule;

/**
 * Settings that a trial tries.
 *
 * @param batch rows of a step
 * @param l1 strength of the L1 penalty, times the training rows: it suits any number of rows
 * @param l2 strength of the L2 penalty, times the training rows
 * @param passes over the training rows
 */
record Candidate(
    FeatureScale scale,
    UpdateRule rule,
    double rate,
    long batch,
    double l1,
    double l2,
    double passes) {
  Candidate withScale(FeatureScale other) {
    return new Candidate(other, rule, rate, batch, l1, l2, passes);
  }

  Candidate withRate(double other) {
    return new Candidate(scale, rule, other, batch, l1, l2, passes);
  }

  Candidate withBatch(long other) {
    return new Candidate(scale, rule, rate, other, l1, l2, passes);
  }

  Candidate withPenalty(double otherL1, double otherL2) {
    return new Candidate(scale, rule, rate, batch, otherL1, otherL2, passes);
  }

  Candidate withPasses(double other) {
    return new Candidate(scale, rule, rate, batch, l1, l2, other);
  }
}
