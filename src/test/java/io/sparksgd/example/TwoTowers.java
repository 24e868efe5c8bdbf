package io.sparksgd.example;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.CustomModel;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import java.util.Map;

/**
 * Two towers: does a user like an item? The features below {@code users} are the user's, the others
 * the item's; every feature has a vector, a tower is the sum of its features' vectors, and the
 * log-odds are the dot product of the two.
 */
public final class TwoTowers implements CustomModel {
  @Override
  public Objective.Task task() {
    return Objective.Task.BINARY;
  }

  @Override
  public Objective build(
      int features, int classes, ModelSpec.Intercept intercept, Map<String, String> settings) {
    int users = Integer.parseInt(settings.getOrDefault("users", "1"));
    int width = Integer.parseInt(settings.getOrDefault("width", "8"));
    return new Towers(features, users, width);
  }

  private static final class Towers implements Objective {
    private static final long serialVersionUID = 1L;
    private final int features;
    private final int users;
    private final int width;

    Towers(int features, int users, int width) {
      this.features = features;
      this.users = users;
      this.width = width;
    }

    @Override
    public ParameterLayout layout() {
      return ParameterLayout.builder()
          .add("vectors", ParameterGroup.Kind.WEIGHTS, features, width)
          .build();
    }

    @Override
    public Task task() {
      return Task.BINARY;
    }

    @Override
    public void addGradient(RowBlock block, RowSelection rows, double[] w, GradientSum sum) {
      double[] towers = new double[2 * width];
      double[] raw = new double[1];
      for (int i = 0; i < rows.size(); i++) {
        int row = rows.row(i);
        double margin = margin(block, row, w, towers);
        raw[0] = margin;
        double weight = block.weight(row);
        sum.addRow(weight, weight * loss(raw, block.label(row)));
        double factor = weight * (1 / (1 + Math.exp(-margin)) - block.label(row));
        double[] gradient = sum.gradient();
        block.forEach(
            row,
            (feature, value) -> {
              // The derivative by a user's vector is the item's tower, and the other way round.
              int other = feature < users ? width : 0;
              for (int k = 0; k < width; k++) {
                gradient[feature * width + k] += factor * value * towers[other + k];
              }
            });
      }
    }

    /** The log-odds; the towers are left in their array, the user's before the item's. */
    private double margin(RowBlock block, int row, double[] w, double[] towers) {
      java.util.Arrays.fill(towers, 0);
      block.forEach(
          row,
          (feature, value) -> {
            int tower = feature < users ? 0 : width;
            for (int k = 0; k < width; k++) {
              towers[tower + k] += value * w[feature * width + k];
            }
          });
      double margin = 0;
      for (int k = 0; k < width; k++) {
        margin += towers[k] * towers[width + k];
      }
      return margin;
    }

    @Override
    public void raw(RowBlock block, int row, double[] w, double[] raw) {
      raw[0] = margin(block, row, w, new double[2 * width]);
    }

    @Override
    public double loss(double[] raw, double label) {
      double margin = label == 1 ? raw[0] : -raw[0];
      return Math.max(-margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
    }

    @Override
    public double[] initialParameters(long seed) {
      double[] start = new double[features * width];
      for (int i = 0; i < start.length; i++) {
        start[i] = 0.1 * CounterRandom.gaussian(seed, 0, i);
      }
      return start;
    }
  }
}
