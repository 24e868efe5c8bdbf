package io.sparksgd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scripts/bench}. */
@Command(
    name = "bench",
    description = "Measures the engine against its peers and the machine's own limits.")
final class Bench implements Callable<Integer> {
  private static final long FULL_LIMIT_SECONDS = 900;
  private static final long QUICK_LIMIT_SECONDS = 180;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  private boolean help;

  @Option(names = "--quick", description = "Small data, one repetition: does the suite work?")
  private boolean quick;

  @Option(names = "--only", split = ",", description = "These suites only.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--repetitions", description = "Instead of 5 (1 with --quick).")
  private Integer repetitions;

  @Option(names = "--out", description = "Where results.json and log.txt go.")
  private Path out = Path.of(System.getProperty("bench.home"), "out", "bench");

  @Option(
      names = "--render",
      paramLabel = "FILE.json",
      description = "Writes results into the documentation instead of measuring.")
  private Path render;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path home = Path.of(System.getProperty("bench.home"));
    if (render != null) {
      Path document = home.resolve("src/docs/benchmarks.md");
      BenchReport report = ReportJson.readReport(render.toFile());
      Files.writeString(document, Markdown.replaceResults(Files.readString(document), report));
      return 0;
    }
    // Processes work in that folder.
    out = out.toAbsolutePath();
    Files.createDirectories(out);
    Files.deleteIfExists(out.resolve("log.txt"));
    Scale scale = quick ? Scale.QUICK : Scale.FULL;
    ChildJvm jvm = new ChildJvm(home, out, scale.pick(QUICK_LIMIT_SECONDS, FULL_LIMIT_SECONDS));
    List<BenchReport.Answer> answers = new ArrayList<>();
    for (Suite suite : chosen()) {
      BenchReport.Answer answer = BenchReport.Answer.of(suite, run(suite, jvm, scale), scale);
      System.out.println(Markdown.of(answer));
      answers.add(answer);
    }
    write(answers, scale);
    return answers.stream().anyMatch(Bench::failed) ? 1 : 0;
  }

  private List<Suite> chosen() {
    return only.isEmpty() ? Suites.all() : only.stream().map(Suites::named).toList();
  }

  private int repetitions(Scale scale) {
    return repetitions == null ? scale.pick(1, 5) : repetitions;
  }

  private SuiteResult run(Suite suite, ChildJvm jvm, Scale scale)
      throws IOException, InterruptedException {
    SuiteResult result = SuiteResult.empty(suite.name());
    int rounds = Math.min(suite.rounds(scale), repetitions(scale));
    for (int round = 0; round < rounds; round++) {
      // Dealt out evenly: 5 over 2 rounds are 3 and 2.
      int share = (repetitions(scale) + rounds - 1 - round) / rounds;
      for (Part part : suite.parts(scale)) {
        long start = System.nanoTime();
        result = result.and(jvm.run(suite, part, scale, share));
        System.err.printf(
            "%s: %s, %d s%n",
            suite.name(), part.name(), (System.nanoTime() - start) / 1_000_000_000);
      }
    }
    return result;
  }

  private void write(List<BenchReport.Answer> answers, Scale scale) throws IOException {
    BenchReport report =
        new BenchReport(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            Machine.description(),
            Machine.versions(),
            settings(scale),
            answers);
    Path file = out.resolve("results.json");
    ReportJson.write(report, file.toFile());
    System.err.println("Wrote " + file);
  }

  private Map<String, String> settings(Scale scale) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("scale", scale.name().toLowerCase(Locale.ROOT));
    settings.put("repetitions", String.valueOf(repetitions(scale)));
    return settings;
  }

  private static boolean failed(BenchReport.Answer answer) {
    return answer.remarks().stream().anyMatch(remark -> remark.startsWith("FAILED"));
  }
}
