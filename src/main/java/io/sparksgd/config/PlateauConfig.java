package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;

/** The schedule {@code plateau}: reduces the learning rate when a validation metric stalls. */
public record PlateauConfig(
    @Setting(usual = "loss", param = "plateauMetric")
        @Says("validation metric that must get better")
        Metric metric,
    @Setting(range = "between 0 and 1", usual = "0.1") double factor,
    @Setting(range = "from 0", usual = "10", param = "plateauPatience")
        @Says("evaluations without improvement that are tolerated")
        int patience,
    @Setting(range = "from 0", usual = "1e-4", param = "plateauThreshold")
        @Says("an improvement is more than this")
        double threshold,
    @Setting(key = "threshold-mode", usual = "relative", param = "plateauThresholdMode")
        @Says("how the threshold counts, see below")
        ThresholdMode mode,
    @Setting(range = "from 0", usual = "0", param = "plateauCooldown")
        @Says("evaluations after a reduction that do not count")
        int cooldown,
    @Setting(range = "from 0", usual = "0") double minimum) {}
