package io.sparksgd.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A standalone cluster of two workers, one core each, from {@code scripts/cluster}. */
final class Cluster implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final Pattern EXECUTOR =
      Pattern.compile("CoarseGrainedExecutorBackend .*--executor-id (\\S+)");

  private final Path home;
  private final int port;
  private Thread stopping;

  private Cluster(Path home, int port) {
    this.home = home;
    this.port = port;
  }

  /**
   * A process of an executor.
   *
   * @param id Spark's number of it
   */
  record Executor(String id, ProcessHandle process) {}

  static Cluster start(SoakPlan plan) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Cluster cluster = new Cluster(plan.home(), port);
    // Also when this process is ended by a signal.
    cluster.stopping = new Thread(cluster::stop);
    Runtime.getRuntime().addShutdownHook(cluster.stopping);
    // Each worker has an address: Spark starts no copy of a task on the host of the first.
    cluster.script(
        "start",
        "--workers",
        Integer.toString(WORKERS),
        "--addresses",
        "each",
        "--port",
        Integer.toString(port));
    return cluster;
  }

  private void script(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("scripts/cluster").toString()));
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile("soak", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new SoakException("scripts/cluster failed: " + Files.readString(said).strip());
      }
    } finally {
      Files.delete(said);
    }
  }

  String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** The processes of the workers. */
  List<ProcessHandle> workers() throws IOException {
    List<ProcessHandle> workers = new ArrayList<>();
    for (int worker = 1; worker <= WORKERS; worker++) {
      Path file = home.resolve("target/cluster/worker-" + worker + ".pid");
      ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).ifPresent(workers::add);
    }
    return workers;
  }

  /** The executors that a worker runs now. */
  static Stream<Executor> executors(ProcessHandle worker) {
    return worker
        .children()
        .flatMap(
            process -> {
              Optional<String> command = process.info().commandLine();
              Matcher matcher = EXECUTOR.matcher(command.orElse(""));
              return matcher.find()
                  ? Stream.of(new Executor(matcher.group(1), process))
                  : Stream.of();
            });
  }

  List<Executor> executors() throws IOException {
    return workers().stream().flatMap(Cluster::executors).toList();
  }

  private void stop() {
    try {
      script("stop");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(stopping);
    stop();
  }
}
