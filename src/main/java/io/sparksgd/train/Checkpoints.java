package io.sparksgd.train;

import io.sparksgd.checkpoint.Checkpoint;
import io.sparksgd.checkpoint.CheckpointWriter;
import io.sparksgd.config.CheckpointConfig.OnFailure;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a run saves its state, and from which state it resumes.
 *
 * @param writer of this attempt
 * @param everySteps updates between two checkpoints
 * @param from the state to start from; empty: the beginning
 * @param onFailure what happens to a run that cannot save its state
 * @param facts further facts for each checkpoint, asked at each save
 */
public record Checkpoints(
    CheckpointWriter writer,
    long everySteps,
    Optional<Checkpoint> from,
    OnFailure onFailure,
    Supplier<Map<String, Object>> facts) {}
