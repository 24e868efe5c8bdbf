package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spark's closure cleaner reads class files again for every lambda in every job, which takes longer
 * than a small step: the jobs of a run give it nothing to clean. Its own log says so.
 */
class NamedFunctionsTest {
  private static final String CLEANER = "org.apache.spark.util.ClosureCleaner";
  private static final String NOTHING_TO_CLEAN = "Expected a closure; got io.sparksgd.";
  private static final Objective LOGISTIC = TestRuns.logistic(6);

  /** What the closure cleaner says while something runs. */
  private static List<String> cleaning(Runnable jobs) {
    List<String> messages = new CopyOnWriteArrayList<>();
    AbstractAppender appender =
        new AbstractAppender("cleaner", null, null, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            messages.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    LoggerContext logging = (LoggerContext) LogManager.getContext(false);
    LoggerConfig config = new LoggerConfig(CLEANER, Level.DEBUG, false);
    config.addAppender(appender, Level.DEBUG, null);
    logging.getConfiguration().addLogger(CLEANER, config);
    logging.updateLoggers();
    try {
      jobs.run();
    } finally {
      logging.getConfiguration().removeLogger(CLEANER);
      logging.updateLoggers();
    }
    return messages;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "penalty: {l2: 0.1}",
        "synchronize: {local-steps: 5}",
        "synchronize: {local-steps: 5, local-state: keep}",
        "compression: {kind: top-k, snapshot-every: 3}",
      })
  void noJobOfARunHasALambda(String settings) {
    try (BlockSet rows = SharedSpark.blocks(TestRuns.twoClasses(200, 6, 3), 80, 120);
        BlockSet validation = SharedSpark.blocks(TestRuns.twoClasses(50, 6, 4), 50)) {
      TrainingPlan plan =
          TestRuns.plan(
              LOGISTIC,
              settings,
              "batch: {size: 20}",
              "stop: {steps: 40}",
              "evaluate: {every-steps: 10}");
      List<String> messages =
          cleaning(
              () ->
                  assertThat(TestRuns.fit(plan, rows, Optional.of(validation)).result().status())
                      .isEqualTo(RunStatus.COMPLETED));

      assertThat(messages).hasSizeGreaterThan(10).allMatch(m -> m.startsWith(NOTHING_TO_CLEAN));
      assertThat(messages).noneMatch(message -> message.contains("Lambda"));
      assertThat(messages).anyMatch(message -> message.contains("EvaluateTask"));
    }
  }

  @Test
  void aLambdaWouldBeSeen() {
    List<String> messages =
        cleaning(
            () -> SharedSpark.context().parallelize(List.of(1, 2), 2).map(x -> x + 1).collect());

    assertThat(messages).isNotEmpty().anyMatch(message -> !message.startsWith(NOTHING_TO_CLEAN));
  }
}
