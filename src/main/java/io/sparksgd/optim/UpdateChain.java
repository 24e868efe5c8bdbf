package io.sparksgd.optim;

import io.sparksgd.math.ParameterLayout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How gradients become updates: clipping, then a rule. It travels to where optimizers are made.
 *
 * @param rule the update rule
 * @param clipNorm longest gradient; infinite: any
 * @param clipValue largest component of a gradient; infinite: any
 */
public record UpdateChain(UpdateRule rule, double clipNorm, double clipValue)
    implements Serializable {

  /** A fresh optimizer for parameters of this layout. */
  public Optimizer optimizer(ParameterLayout layout) {
    List<Transform> chain = new ArrayList<>();
    if (clipNorm < Double.POSITIVE_INFINITY) {
      chain.add(new ClipByGlobalNorm(clipNorm));
    }
    if (clipValue < Double.POSITIVE_INFINITY) {
      chain.add(new ClipByValue(clipValue));
    }
    chain.addAll(rule.chain(layout));
    return new Optimizer(chain);
  }
}
