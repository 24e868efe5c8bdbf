package io.sparksgd.spark;

import io.sparksgd.checkpoint.RunState;

/**
 * A state to which a run can return; nothing changes it any more.
 *
 * @param step updates made by then
 * @param state of the driver
 * @param memory of the partitions
 */
record RestorePoint(long step, RunState state, Remembering.Kept memory) {}
