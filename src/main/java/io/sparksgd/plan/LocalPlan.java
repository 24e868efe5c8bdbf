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
 * @param state what becomes of the rule's memory between rounds
 * @param precision of the weights and of that memory during a round
 * @param earlierUpdates of the rule, in the run that this one goes on with
 */
public record LocalPlan(
    UpdateChain chain,
    Penalty penalty,
    LocalState state,
    StepPrecision precision,
    Rates rates,
    long earlierUpdates)
    implements Serializable {}
