package io.sparksgd.config;

import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;

/**
 * The group {@code batch}.
 *
 * @param size of a micro-batch
 */
public record BatchConfig(
    BatchSize size,
    @Setting(usual = "shuffle", param = "sampling")
        @Says(
            "each row once an epoch; the same with some neighbours; every draw any row; every row"
                + " in or out by itself")
        Sampling sampling,
    @Setting(range = "from 1 to 16777216", usual = "1", param = "accumulationSteps")
        @Says(
            "micro-batches whose gradients add up to one update; the same result as one batch that"
                + " large")
        int accumulationSteps) {}
