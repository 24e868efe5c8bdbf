package io.sparksgd.config;

import io.sparksgd.monitor.Metric;

/** The schedule {@code plateau}: reduces the learning rate when a validation metric stalls. */
public record PlateauConfig(
    Metric metric,
    double factor,
    int patience,
    double threshold,
    ThresholdMode mode,
    int cooldown,
    double minimum) {}
