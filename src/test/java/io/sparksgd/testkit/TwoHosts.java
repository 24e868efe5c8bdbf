package io.sparksgd.testkit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * A cluster as local-cluster[2,1,1024], whose workers have different addresses of the loopback
 * interface: Spark starts no speculative copy of a task on the host where the first one runs.
 */
public final class TwoHosts implements AutoCloseable {
  private static final int CORES = 1;
  private static final int MEGABYTES = 1024;

  private final RpcEnv master;
  private final List<RpcEnv> workers = new ArrayList<>();

  private TwoHosts(RpcEnv master) {
    this.master = master;
  }

  public static TwoHosts start() {
    SparkConf conf = new SparkConf().set("spark.master.rest.enabled", "false");
    TwoHosts hosts = new TwoHosts(Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, conf)._1());
    for (int number = 1; number <= 2; number++) {
      hosts.workers.add(
          Worker.startRpcEnvAndEndpoint(
              "127.0.0." + number,
              0,
              0,
              CORES,
              MEGABYTES,
              new String[] {hosts.url()},
              null,
              Option.apply(number),
              conf,
              Option.empty()));
    }
    return hosts;
  }

  /** The master of a session on these hosts. */
  public String url() {
    return "spark://127.0.0.1:" + master.address().port();
  }

  @Override
  public void close() {
    workers.forEach(RpcEnv::shutdown);
    workers.forEach(RpcEnv::awaitTermination);
    master.shutdown();
    master.awaitTermination();
  }
}
