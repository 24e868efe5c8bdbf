package io.sparksgd.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Spark Connect server in a process of its own, with the jar as one of its {@code --jars}. */
final class ConnectServer implements AutoCloseable {
  private static final int MOST_SECONDS = 120;

  private final Process process;
  private final Path log;
  private final int port;

  private ConnectServer(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts a server and waits until it answers. */
  static ConnectServer start(Path root, Path log) throws IOException, InterruptedException {
    int port = freePort();
    ProcessBuilder builder = new ProcessBuilder(command(root, port));
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_LOCAL_HOSTNAME", "localhost");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    ConnectServer server = new ConnectServer(builder.start(), log, port);
    server.awaitAnswer();
    return server;
  }

  private static List<String> command(Path root, int port) throws IOException {
    Path target = root.resolve("target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Files.readAllLines(root.resolve("scripts/java-options")));
    command.add("-Xmx1g");
    command.add("-Dlog4j2.configurationFile=" + root.resolve("scripts/log4j2.properties"));
    command.addAll(List.of("-cp", target + "/spark/jars/*:" + target + "/connect/server/*"));
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "local[2]"));
    for (String setting :
        List.of(
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.connect.grpc.binding.address=127.0.0.1",
            "spark.connect.grpc.binding.port=" + port)) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(List.of("--jars", target.resolve("spark-sgd.jar").toString()));
    command.addAll(List.of("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"));
    command.add("spark-internal");
    return command;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    close();
    throw new IOException("The server did not answer: " + said());
  }

  /** Where clients find it. */
  String address() {
    return "sc://127.0.0.1:" + port;
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
