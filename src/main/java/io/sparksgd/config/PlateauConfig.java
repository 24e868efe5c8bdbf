package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import io.sparksgd.setting.Setting;

/** The schedule {@code plateau}: reduces the learning rate when a validation metric stalls. */
public record PlateauConfig(
    @Setting(
            usual = "loss",
            says = "validation metric that must get better",
            param = "plateauMetric")
        Metric metric,
    @Setting(range = "between 0 and 1", usual = "0.1") double factor,
    @Setting(
            range = "from 0",
            usual = "10",
            says = "evaluations without improvement that are tolerated",
            param = "plateauPatience")
        int patience,
    @Setting(
            range = "from 0",
            usual = "1e-4",
            says = "an improvement is more than this",
            param = "plateauThreshold")
        double threshold,
    @Setting(
            key = "threshold-mode",
            usual = "relative",
            says = "how the threshold counts, see below",
            param = "plateauThresholdMode")
        ThresholdMode mode,
    @Setting(
            range = "from 0",
            usual = "0",
            says = "evaluations after a reduction that do not count",
            param = "plateauCooldown")
        int cooldown,
    @Setting(range = "from 0", usual = "0") double minimum) {}
