package io.sparksgd.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the processes of the suites, one after the other, and waits for each within a limit. */
final class ChildJvm {
  private final Path home;
  private final Path out;
  private final long limitSeconds;

  /**
   * Starts with the options and the class path of this process.
   *
   * @param home the project's folder
   * @param out where results and logs go
   * @param limitSeconds after which a process is stopped
   */
  ChildJvm(Path home, Path out, long limitSeconds) {
    this.home = home;
    this.out = out;
    this.limitSeconds = limitSeconds;
  }

  /** What a part of a suite measured; when it fails, a result with a remark that says how. */
  SuiteResult run(Suite suite, Part part, Scale scale, int repetitions)
      throws IOException, InterruptedException {
    File result = Files.createTempFile(out, "part", ".json").toFile();
    File log = out.resolve("log.txt").toFile();
    try {
      List<String> command = command(part);
      command.addAll(
          List.of(
              SuiteProcess.class.getName(),
              suite.name(),
              part.name(),
              scale.name(),
              String.valueOf(repetitions),
              result.getPath()));
      Process process =
          new ProcessBuilder(command)
              .directory(out.toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log))
              .start();
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        return failed(suite, part, "stopped after " + limitSeconds + " seconds");
      }
      return process.exitValue() == 0
          ? ReportJson.readResult(result)
          : failed(suite, part, "ended with code " + process.exitValue() + ", see log.txt");
    } finally {
      Files.deleteIfExists(result.toPath());
    }
  }

  private static SuiteResult failed(Suite suite, Part part, String how) {
    return SuiteResult.empty(suite.name()).remark("FAILED: " + part.name() + " " + how);
  }

  private List<String> command(Part part) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    List<String> options = Files.readAllLines(home.resolve("scripts/java-options"));
    for (String option : part.left()) {
      if (!options.remove(option)) {
        throw new IllegalStateException("Invalid option: " + option + " (allowed: java-options)");
      }
    }
    command.addAll(options);
    command.add("-Xms" + heap(part) + "m");
    command.add("-Xmx" + heap(part) + "m");
    // As after hours of running: whoever writes to a page first waits for it, which on a virtual
    // machine took longer than the arithmetic on it.
    command.add("-XX:+AlwaysPreTouch");
    command.add("-XX:+UseTransparentHugePages");
    // As scripts/sgd.
    command.add("-XX:G1HeapRegionSize=16m");
    // Rows in memory stay; with half of the heap full of them the collector would look for garbage
    // among them every few seconds, with one of two cores, beside whichever contender it met.
    command.add("-XX:-G1UseAdaptiveIHOP");
    command.add("-XX:InitiatingHeapOccupancyPercent=80");
    command.add("-Dlog4j2.configurationFile=" + home.resolve("scripts/log4j2.properties"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    return command;
  }

  /** No more than three fifths of the machine's memory. */
  private static long heap(Part part) {
    return Math.min(part.heapMegabytes(), Machine.memoryBytes() / (1 << 20) * 3 / 5);
  }
}
