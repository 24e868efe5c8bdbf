package io.sparksgd.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, with what it says in a file. */
final class Submission implements AutoCloseable {
  private static final long MOST_MINUTES = 8;

  private final Process process;
  private final Path log;

  private Submission(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** spark-submit of the jar to YARN, with the Spark that this build is for. */
  static Submission toYarn(
      Path root, HadoopCluster cluster, Path log, List<String> options, List<String> arguments)
      throws IOException {
    String jars = Path.of(System.getProperty("yarn.folder"), "spark", "jars").toString();
    List<String> all = new ArrayList<>(List.of("--master", "yarn"));
    all.addAll(List.of("--num-executors", "2", "--executor-cores", "1"));
    all.addAll(List.of("--executor-memory", "512m", "--driver-memory", "640m"));
    all.addAll(List.of("--conf", "spark.yarn.jars=local:" + jars + "/*"));
    all.addAll(options);
    ProcessBuilder builder = submit(root, cluster.settings() + ":" + jars + "/*", all, arguments);
    builder.environment().put("HADOOP_CONF_DIR", cluster.settings().toString());
    return start(builder, log);
  }

  /** spark-submit of the jar to two threads, with the Spark that it was built for. */
  static Submission here(Path root, Path log, List<String> arguments) throws IOException {
    String jars = root.resolve("target/spark/jars").toString();
    return start(submit(root, jars + "/*", List.of("--master", "local[2]"), arguments), log);
  }

  private static ProcessBuilder submit(
      Path root, String classPath, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Files.readAllLines(root.resolve("scripts/java-options")));
    command.add("-Xmx1g");
    command.add("-Dlog4j2.configurationFile=" + root.resolve("scripts/log4j2.properties"));
    command.addAll(List.of("-cp", classPath, "org.apache.spark.deploy.SparkSubmit"));
    command.addAll(options);
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    command.addAll(List.of("--class", "io.sparksgd.cli.Main"));
    command.add(root.resolve("target/spark-sgd.jar").toString());
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  private static Submission start(ProcessBuilder builder, Path log) throws IOException {
    Map<String, String> environment = builder.environment();
    environment.remove("SPARK_HOME");
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_LOCAL_HOSTNAME", "localhost");
    environment.put(
        "JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + System.getProperty("jdk.net.hosts.file"));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Submission(builder.start(), log);
  }

  boolean runs() {
    return process.isAlive();
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  /** Waits for the end, which is a good one. */
  void succeeds() throws IOException, InterruptedException {
    boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
    assertThat(ended).as("ended in time: %s", said()).isTrue();
    assertThat(process.exitValue()).as(said()).isZero();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
