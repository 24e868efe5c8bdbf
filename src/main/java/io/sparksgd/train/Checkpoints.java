package io.sparksgd.train;

import io.sparksgd.checkpoint.Checkpoint;
import io.sparksgd.checkpoint.CheckpointWriter;
import io.sparksgd.config.CheckpointConfig.OnFailure;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a run saves its state, and where it goes on.
 *
 * @param writer of this attempt
 * @param everySteps updates between two checkpoints
 * @param from the state to start from; empty: the beginning
 * @param onFailure what becomes of a run that cannot save its state
 * @param facts what else a checkpoint shall say, asked at each save
 */
public record Checkpoints(
    CheckpointWriter writer,
    long everySteps,
    Optional<Checkpoint> from,
    OnFailure onFailure,
    Supplier<Map<String, Object>> facts) {}
