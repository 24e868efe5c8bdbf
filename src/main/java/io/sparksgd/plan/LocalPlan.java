package io.sparksgd.plan;

import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.UpdateChain;
import java.io.Serializable;

/**
 * How partitions make their local steps.
 *
 * @param chain how gradients become updates
 * @param state what happens to the optimizer state between rounds
 * @param precision of the weights and of that state during a round
 * @param earlierUpdates of the rule, in the run that this one continues
 */
public record LocalPlan(
    UpdateChain chain,
    Penalty penalty,
    LocalState state,
    StepPrecision precision,
    Rates rates,
    long earlierUpdates)
    implements Serializable {}
