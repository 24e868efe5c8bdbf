package io.sparksgd.input;

import io.sparksgd.features.FittedFeatures;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.scan.LabelCheck;
import java.util.List;
import java.util.Optional;

/** Rows to train on and rows to validate with, packed and persisted until {@link #close}. */
public final class TrainingInput implements AutoCloseable {
  private final BlockSet train;
  private final Optional<BlockSet> validation;
  private final int features;
  private final long badRows;
  private final Optional<FittedFeatures> fitted;
  private final LabelCheck labels;

  TrainingInput(
      BlockSet train,
      Optional<BlockSet> validation,
      int features,
      long badRows,
      Optional<FittedFeatures> fitted,
      LabelCheck labels) {
    this.fitted = fitted;
    this.train = train;
    this.validation = validation;
    this.features = features;
    this.badRows = badRows;
    this.labels = labels;
  }

  /** The rows to train on. */
  public BlockSet train() {
    return train;
  }

  /** The rows to validate with. */
  public Optional<BlockSet> validation() {
    return validation;
  }

  /** Number of features: given, or found in the training data. */
  public int features() {
    return features;
  }

  /** Number of classes: given, or found in the training data; 1 when labels are numbers. */
  public int classes() {
    return labels.classes();
  }

  /** How the vectors were made of columns; empty when the rows had vectors or numbers. */
  public Optional<FittedFeatures> fitted() {
    return fitted;
  }

  /** Rows that were left out, of the training and the validation data. */
  public long badRows() {
    return badRows;
  }

  /**
   * The labels that were found, in the order of their classes, where the model has two: -1 and 1, 0
   * and 1, or only 1; otherwise none.
   */
  public List<Double> labels() {
    return labels.labels();
  }

  @Override
  public void close() {
    train.close();
    validation.ifPresent(BlockSet::close);
  }
}
