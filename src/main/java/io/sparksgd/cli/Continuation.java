package io.sparksgd.cli;

import io.sparksgd.checkpoint.Checkpoint;
import io.sparksgd.checkpoint.CheckpointFolder;
import io.sparksgd.checkpoint.CheckpointWriter;
import io.sparksgd.checkpoint.SettingsCheck;
import io.sparksgd.cli.folder.Claim;
import io.sparksgd.cli.folder.MetricsFile;
import io.sparksgd.cli.folder.OutputFolder;
import io.sparksgd.cli.folder.Place;
import io.sparksgd.cli.folder.RunMarker;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.cli.text.Versions;
import io.sparksgd.config.CheckpointConfig;
import io.sparksgd.config.CheckpointConfig.Resume;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.Secrets;
import io.sparksgd.config.parse.JobParser;
import io.sparksgd.train.Checkpoints;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** Where a job starts: at its beginning, or at the newest checkpoint of an earlier attempt. */
final class Continuation {
  /**
   * Settings that may differ between the attempts. (The number of partitions is compared with the
   * data.)
   */
  private static final Set<String> FREE =
      Set.of(
          "stop",
          "evaluate",
          "guard",
          "checkpoint",
          "output",
          "name",
          "data.partitions",
          "synchronize.timeout-seconds");

  private final JobConfig job;
  private final Optional<CheckpointFolder> folder;
  private final Optional<Checkpoint> from;
  private final OutputFolder output;
  private final boolean continuesOutput;

  private Continuation(
      JobConfig job,
      Optional<CheckpointFolder> folder,
      Optional<Checkpoint> from,
      OutputFolder output,
      boolean continuesOutput) {
    this.job = job;
    this.folder = folder;
    this.from = from;
    this.output = output;
    this.continuesOutput = continuesOutput;
  }

  /**
   * Looks for a checkpoint, and claims the output.
   *
   * @param attempts identity of the attempts of a run without checkpoints, see {@link RunMarker}
   * @param err receives warnings about damaged checkpoints
   * @throws WrongInputException if the job cannot resume from the checkpoint, or its output exists
   *     already
   */
  static Continuation of(
      JobConfig job, Configuration configuration, String attempts, PrintStream err)
      throws IOException, WrongInputException {
    Place place = Place.of("output", job.output(), configuration);
    CheckpointConfig config = job.checkpoint();
    if (config.dir().isEmpty()) {
      Optional<RunMarker> begun = RunMarker.in(place).filter(m -> isEmpty(place, m, attempts));
      OutputFolder output = claim(place, begun, attempts, configuration);
      return new Continuation(job, Optional.empty(), Optional.empty(), output, false);
    }
    Place saved = Place.of("checkpoint.dir", config.dir().get(), configuration);
    CheckpointFolder folder = CheckpointFolder.at(saved.path(), configuration);
    if (config.resume() == Resume.NEVER) {
      OutputFolder output = OutputFolder.anew(place, saved.identity(), configuration);
      return new Continuation(job, Optional.of(folder), Optional.empty(), output, false);
    }
    Optional<RunMarker> earlier = earlier(place, saved, folder);
    if (earlier.isEmpty()) {
      Claim.checkAbsent(place);
    }
    Optional<Checkpoint> from =
        folder.newest(warning -> err.println("sgd: WARNING: " + Secrets.hidden(warning)));
    if (from.isEmpty() && config.resume() == Resume.REQUIRED) {
      throw new WrongInputException(
          "Invalid checkpoint.resume: required, but "
              + config.dir().get()
              + " has no complete checkpoint (auto starts from the beginning)");
    }
    if (from.isPresent()) {
      checkSettings(from.get(), job);
    }
    OutputFolder output = claim(place, earlier, saved.identity(), configuration);
    return new Continuation(job, Optional.of(folder), from, output, earlier.isPresent());
  }

  private static OutputFolder claim(
      Place place, Optional<RunMarker> earlier, String owner, Configuration configuration)
      throws IOException, WrongInputException {
    return earlier.isPresent()
        ? OutputFolder.again(place, earlier.get(), configuration)
        : OutputFolder.anew(place, owner, configuration);
  }

  /**
   * The marker of an earlier attempt whose folder this one takes over: an attempt on record beside
   * the checkpoints, or one that ended before it wrote anything.
   */
  private static Optional<RunMarker> earlier(Place place, Place saved, CheckpointFolder folder)
      throws IOException, WrongInputException {
    Optional<RunMarker> marker = RunMarker.in(place);
    if (marker.isEmpty() || !marker.get().place().equals(place.identity())) {
      return Optional.empty();
    }
    boolean recorded = folder.wrote(marker.get().run()) && OutputFolder.isUnfinished(place);
    return marker.filter(found -> recorded || isEmpty(place, found, saved.identity()));
  }

  /** Whether an attempt with this owner left a folder with nothing but its marker. */
  private static boolean isEmpty(Place place, RunMarker marker, String owner) {
    try {
      return !owner.equals(RunMarker.NO_OTHERS)
          && marker.owner().equals(owner)
          && marker.place().equals(place.identity())
          && place.names().length == 1;
    } catch (IOException | WrongInputException e) {
      return false;
    }
  }

  private static void checkSettings(Checkpoint from, JobConfig job) throws WrongInputException {
    Map<?, ?> saved = map(from.state().facts().get("config"));
    List<String> differences = SettingsCheck.differences(saved, settings(job), FREE);
    if (!differences.isEmpty()) {
      throw new WrongInputException(
          "Invalid checkpoint.dir: "
              + from.folder()
              + " is of other settings: "
              + String.join("; ", differences)
              + " (allowed: the same but for stop, evaluate, guard, checkpoint, output and name; or"
              + " another checkpoint.dir, or checkpoint.resume: never)");
    }
  }

  private static Map<?, ?> settings(JobConfig job) {
    return map(Secrets.hidden(JobParser.toMap(job)));
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The output folder of the run. */
  OutputFolder output() {
    return output;
  }

  /** The partitions to read the data into, when they are not left to the cluster. */
  OptionalInt partitions() {
    if (job.data().partitions().isPresent() || from.isEmpty()) {
      return job.data().partitions();
    }
    Map<?, ?> training = map(map(from.get().state().facts().get("data")).get("training"));
    return training.get("partitions") instanceof Integer partitions
        ? OptionalInt.of(partitions)
        : OptionalInt.empty();
  }

  /** The line that says from where the run resumes. */
  Optional<String> announcement() {
    return from.map(
        point ->
            "Resuming at step "
                + point.state().facts().get("step")
                + " from "
                + Secrets.hidden(point.folder().toString())
                + ".");
  }

  /**
   * The part of the metrics file that belongs to the steps before the checkpoint; empty for a new
   * file.
   */
  Optional<Long> metricsBytes() {
    if (!continuesOutput) {
      return Optional.empty();
    }
    Optional<Map<?, ?>> facts = from.map(point -> point.state().facts());
    boolean sameRun = facts.map(map -> map.get("run")).filter(output.run()::equals).isPresent();
    return Optional.of(
        sameRun && map(facts.get().get("metrics")).get("bytes") instanceof Number bytes
            ? bytes.longValue()
            : 0L);
  }

  /**
   * Begins this attempt. From now on, earlier attempts can no longer save.
   *
   * @param metrics its position is saved in every checkpoint
   * @param chosen the job with the settings that were found
   * @throws WrongInputException if a search of the attempt before found other settings
   */
  Optional<Checkpoints> begin(MetricsFile metrics, JobConfig chosen)
      throws IOException, WrongInputException {
    if (from.isPresent()) {
      checkChosen(from.get(), chosen);
    }
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    if (continuesOutput) {
      output.clearForContinuation();
    }
    CheckpointWriter writer =
        CheckpointWriter.claim(folder.get(), job.checkpoint().keep(), output.run());
    return Optional.of(
        new Checkpoints(
            writer,
            job.checkpoint().everySteps(),
            from,
            job.checkpoint().onFailure(),
            () -> facts(metrics, chosen)));
  }

  /** The settings that a search finds depend on others that may differ, such as stop.epochs. */
  private static void checkChosen(Checkpoint from, JobConfig chosen) throws WrongInputException {
    Object saved = from.state().facts().get("chosen");
    if (saved instanceof Map<?, ?> map) {
      List<String> differences = SettingsCheck.differences(map, settings(chosen), FREE);
      if (!differences.isEmpty()) {
        throw new WrongInputException(
            "Invalid checkpoint.dir: "
                + from.folder()
                + " is of a run whose search found other settings: "
                + String.join("; ", differences)
                + " (allowed: the same stop as in that run; or another checkpoint.dir, or"
                + " checkpoint.resume: never)");
      }
    }
  }

  private Map<String, Object> facts(MetricsFile metrics, JobConfig chosen) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", Secrets.hidden(job.name()));
    facts.put("config", settings(job));
    if (job.search().isRace()) {
      facts.put("chosen", settings(chosen));
    }
    facts.put("versions", Versions.all());
    facts.put("seed", job.seed());
    facts.put("output", output.address());
    facts.put("run", output.run());
    facts.put("metrics", metrics.position());
    return facts;
  }
}
