package io.sparksgd.optim;

import java.util.List;

/**
 * Heavy-ball memory: {@code buf = u} at the first step, then {@code buf = momentum * buf + (1 -
 * dampening) * u}; the update is {@code buf}, or {@code u + momentum * buf} with Nesterov's look
 * ahead. As PyTorch's SGD (Sutskever, Martens, Dahl and Hinton 2013).
 */
final class MomentumTrace implements Transform {
  /** Which update the memory gives. */
  enum Form {
    /** The memory itself. */
    HEAVY_BALL,
    /** One step of memory ahead. */
    NESTEROV
  }

  private final double momentum;
  private final double dampening;
  private final Form form;
  private final double[] buffer;

  MomentumTrace(double momentum, double dampening, Form form, int size) {
    this.momentum = momentum;
    this.dampening = dampening;
    this.form = form;
    this.buffer = new double[size];
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    double share = step.number() == 1 ? 1 : 1 - dampening;
    for (int i = 0; i < update.length; i++) {
      buffer[i] = momentum * buffer[i] + share * update[i];
    }
    if (form == Form.NESTEROV) {
      for (int i = 0; i < update.length; i++) {
        update[i] += momentum * buffer[i];
      }
    } else {
      System.arraycopy(buffer, 0, update, 0, update.length);
    }
  }

  @Override
  public List<double[]> slots() {
    return List.of(buffer);
  }
}
