package io.sparksgd.config;

import io.sparksgd.schedule.ScalingRule;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.OptionalLong;

/** The group {@code scaling}: how the learning rate follows the rows of a step. */
public record ScalingConfig(
    @Setting(usual = "none", param = "scalingRule")
        @Says(
            "lr = learning-rate * B / reference, or times the root of that; B = rows of an update")
        ScalingRule rule,
    @Setting(
            range = "from 1",
            usually = "required with a rule",
            with = "rule: linear, sqrt",
            param = "referenceBatchSize")
        @Says("rows of an update for which the learning rate is meant")
        OptionalLong referenceBatchSize) {}
