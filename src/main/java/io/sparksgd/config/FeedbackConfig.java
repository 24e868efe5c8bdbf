package io.sparksgd.config;

import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;

/** Error feedback: what a biased codec leaves out is added to what the next round sends. */
public record FeedbackConfig(
    @Setting(range = "from 1", usual = "32")
        @Says(
            "rounds after which what was not sent is saved, so that a lost executor's part can be"
                + " made again from there; up to 128; needs `error-feedback`")
        int snapshotEvery) {}
