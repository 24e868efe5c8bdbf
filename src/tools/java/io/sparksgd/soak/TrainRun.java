package io.sparksgd.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.testkit.ChildJava;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command in a process of its own, with the jar and the Spark that the build made. */
final class TrainRun implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(10);
  private static final Pattern RESUMING = Pattern.compile("Resuming at step (\\d+) from ");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path err;

  private TrainRun(Process process, Path err) {
    this.process = process;
    this.err = err;
  }

  /** What a process has in its class path. */
  enum Code {
    /** Jars only, as an archive of classes needs it. */
    PRODUCT,
    /** The plugin and the listener of the soak as well. */
    WITH_FAULTS
  }

  /**
   * Starts a command.
   *
   * @param folder gets what it prints
   * @param options for Java, Spark's settings as {@code -D} among them
   */
  static TrainRun start(
      SoakPlan plan, Path folder, Code code, List<String> options, String... arguments)
      throws IOException {
    Path jars = plan.home().resolve("target/spark/jars");
    List<String> command = ChildJava.command(plan.home());
    // It ends before the second compiler would pay.
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dlog4j2.configurationFile=" + plan.home().resolve("scripts/log4j2.properties"));
    command.add("-Dspark.driver.host=127.0.0.1");
    command.add("-Dspark.driver.bindAddress=127.0.0.1");
    command.add("-Dspark.ui.enabled=false");
    command.addAll(options);
    command.add("-cp");
    command.add(
        jar(plan) + ":" + jars + "/*" + (code == Code.PRODUCT ? "" : ":" + testClasses(plan)));
    command.add("io.sparksgd.cli.Main");
    command.addAll(List.of(arguments));
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(Redirect.to(err.toFile()));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_LOCAL_HOSTNAME", "localhost");
    return new TrainRun(builder.start(), err);
  }

  static Path jar(SoakPlan plan) {
    return plan.home().resolve("target/spark-sgd.jar");
  }

  static Path testClasses(SoakPlan plan) {
    return plan.home().resolve("target/test-classes");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has said so far. */
  String said() throws IOException {
    return Files.readString(err);
  }

  /** Waits until it trains; false if it has ended before. */
  boolean awaitTraining() throws IOException, InterruptedException {
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!said().contains("Training ")) {
      if (!process.isAlive()) {
        return false;
      }
      if (System.nanoTime() > limit) {
        throw new SoakException("A run did not begin to train within " + START_LIMIT);
      }
      Thread.sleep(10);
    }
    return true;
  }

  /** The step that it says it goes on from. */
  Optional<Long> resumedAt() throws IOException {
    Matcher matcher = RESUMING.matcher(said());
    return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
  }

  /** Ends it as {@code kill -9} does; false if it had ended by itself. */
  boolean kill() throws InterruptedException {
    process.destroyForcibly();
    return process.waitFor() == 128 + 9;
  }

  /** Asks it to end, by SIGTERM, and returns its exit code. */
  int terminate(Duration limit) throws InterruptedException {
    process.destroy();
    return await(limit);
  }

  /** Waits for its end within a limit and returns its exit code. */
  int await(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      throw new SoakException("A run did not end within " + limit);
    }
    return process.exitValue();
  }

  /** Waits for a good end. */
  void awaitDone(Duration limit) throws IOException, InterruptedException {
    int code = await(limit);
    if (code != 0) {
      throw new SoakException("A run ended with code " + code + ": " + lastLine(said()));
    }
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (before, line) -> line);
  }

  /** A JSON file that a run wrote. */
  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
