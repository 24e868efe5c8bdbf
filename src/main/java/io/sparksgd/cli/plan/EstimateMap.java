package io.sparksgd.cli.plan;

import io.sparksgd.cli.text.Json;
import io.sparksgd.config.JobConfig;
import io.sparksgd.cost.Advice;
import io.sparksgd.cost.Alternative;
import io.sparksgd.cost.Cluster;
import io.sparksgd.cost.CostModel;
import io.sparksgd.cost.MemoryNeed;
import io.sparksgd.cost.RoundSeconds;
import io.sparksgd.cost.Speed;
import io.sparksgd.cost.WantedSetting;
import io.sparksgd.cost.Workload;
import io.sparksgd.rehearse.Rehearsal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An estimate as nested maps, for the table and for JSON. */
final class EstimateMap {
  private final Map<String, Object> content = new LinkedHashMap<>();

  void data(JobConfig job, PlannedData data, Workload work) {
    content.put("job", job.name());
    Map<String, Object> map = group("data");
    map.put(
        "read",
        data.extent() == PlannedData.Extent.ALL
            ? "all rows"
            : data.input().train().rows() + " rows");
    map.put("files", data.size().files());
    map.put("file-bytes", data.size().bytes());
    map.put("training-rows", work.rows());
    map.put("validation-rows", work.validationRows());
    map.put("features", data.input().features());
    map.put("stored-values", Math.round(data.valuesPerRow() * work.rows()));
    map.put("packed-bytes", work.packedBytes());
    map.put(
        "bytes-per-value",
        (double) data.input().train().bytes() / data.input().train().storedValues());
    map.put("parameters", work.parameters());
  }

  void cluster(Cluster cluster, PlannedCluster.Wish wish, boolean moved) {
    Map<String, Object> map = group("cluster");
    map.put("executors", cluster.executors());
    map.put("cores-per-executor", cluster.coresPerExecutor());
    map.put("executor-memory", cluster.executorMemory());
    map.put("driver-memory", cluster.driverMemory());
    String origin =
        moved
            ? "measured in this process; jobs, tasks and network assumed"
            : wish.isOther() ? "measured in this session; network as given" : "this session";
    map.put("constants", origin);
  }

  void bytes(Workload work, CostModel model) {
    Map<String, Object> map = group("round");
    map.put("partitions", work.partitions());
    map.put("tasks", work.tasks());
    map.put("rows", work.rowsPerRound());
    map.put("updates", work.updatesPerRound());
    map.put("bytes-broadcast", work.broadcastBytes());
    map.put("bytes-returned", Math.round(work.returnedBytes()));
    map.put("bytes-at-driver", Math.round(model.bytesAtDriver(work)));
    map.put("levels-of-addition", model.levels(work));
  }

  void seconds(Workload work, CostModel model, Rehearsal.Outcome outcome, double evaluations) {
    RoundSeconds round = model.round(work);
    Map<String, Object> map = group("seconds");
    map.put("step", round.total() / work.updatesPerRound());
    map.put("round", round.total());
    map.put("publish", round.publish());
    map.put("launch", round.launch());
    map.put("compute", round.compute());
    map.put("transfer", round.transfer());
    map.put("merge", round.merge());
    map.put("update", round.update());
    map.put("epoch", model.epoch(work));
    if (work.validationRows() > 0) {
      map.put("evaluation", model.evaluation(work));
    }
    if (outcome.totalSteps() > 0) {
      double rounds = Math.ceil((double) outcome.totalSteps() / work.updatesPerRound());
      map.put("training", rounds * round.total() + evaluations * model.evaluation(work));
    }
    Map<String, Object> steps = group("steps");
    steps.put("in-all", outcome.totalSteps() > 0 ? outcome.totalSteps() : null);
    steps.put("rounds-rehearsed", outcome.rounds());
    steps.put("rows-per-task-rehearsed", outcome.taskRows());
    steps.put("rows-per-task", work.rowsPerTask());
  }

  void speed(Speed speed) {
    Map<String, Object> map = group("speed-of-a-core");
    map.put("rows-per-second", Json.number(speed.rowsPerSecond()));
    map.put("values-per-second", Json.number(speed.valuesPerSecond()));
    map.put("gigaflops", Json.number(speed.flops() / 1e9));
  }

  void memory(MemoryNeed memory, Cluster cluster) {
    Map<String, Object> map = group("memory");
    map.put("blocks-per-executor", memory.blocks());
    map.put("tasks-per-executor", memory.tasks());
    map.put("shared-per-executor", memory.shared());
    map.put("state-on-driver", memory.state());
    map.put("published-on-driver", memory.published());
    map.put("results-on-driver", memory.results());
    boolean one = cluster.processes() == Cluster.Processes.ONE;
    if (one) {
      map.put("heap", memory.both());
    } else {
      map.put("driver-heap", memory.driver());
      map.put("executor-heap", memory.executor());
    }
  }

  void advice(Advice advice) {
    Map<String, Object> map = group("recommended");
    map.put("mode", advice.mode().key());
    map.put("keys", advice.keys().isEmpty() ? "no change" : advice.keys());
    map.put("reason", advice.reason());
    Map<String, Object> ways = group("seconds-and-megabytes-an-epoch");
    for (Alternative way : advice.alternatives()) {
      String name = way.mode().key() + (way.keys().isEmpty() ? " (this job)" : "");
      ways.put(
          ways.containsKey(name) ? name + " (longer)" : name,
          String.format(
              Locale.ROOT, "%.3g and %.3g", way.secondsPerEpoch(), way.bytesPerEpoch() / 1e6));
    }
  }

  void settings(List<WantedSetting> settings) {
    Map<String, Object> map = group("set");
    for (WantedSetting setting : settings) {
      map.put(
          setting.name(),
          setting.value()
              + " ("
              + setting.weight().name().toLowerCase(Locale.ROOT)
              + ": "
              + setting.reason()
              + ")");
    }
    if (settings.isEmpty()) {
      content.put("set", "nothing; all settings are large enough");
    }
  }

  void note(String note) {
    content.put("note", note);
  }

  Map<String, Object> content() {
    return content;
  }

  private Map<String, Object> group(String name) {
    Map<String, Object> map = new LinkedHashMap<>();
    content.put(name, map);
    return map;
  }
}
