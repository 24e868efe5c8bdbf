package io.sparksgd.yarn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMApp;

/** HDFS and YARN of one node each, in this JVM; what YARN starts runs in processes of its own. */
final class HadoopCluster implements AutoCloseable {
  private final MiniDFSCluster hdfs;
  private final MiniYARNCluster yarn;
  private final Path settings;

  private HadoopCluster(MiniDFSCluster hdfs, MiniYARNCluster yarn, Path settings) {
    this.hdfs = hdfs;
    this.yarn = yarn;
    this.settings = settings;
  }

  /**
   * Starts both.
   *
   * @param folder for HDFS's blocks and the settings that clients read
   */
  static HadoopCluster start(Path folder) throws IOException {
    Configuration files = new HdfsConfiguration();
    MiniDFSCluster hdfs =
        new MiniDFSCluster.Builder(files, folder.resolve("hdfs").toFile()).numDataNodes(1).build();
    YarnConfiguration conf = new YarnConfiguration(files);
    conf.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
    conf.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 99.5f);
    // Containers have an environment of their own: Java, and that they listen on loopback only.
    conf.set(
        YarnConfiguration.NM_ADMIN_USER_ENV,
        "JAVA_HOME="
            + System.getProperty("java.home")
            + ",JAVA_TOOL_OPTIONS=-Djdk.net.hosts.file="
            + System.getProperty("jdk.net.hosts.file")
            + ",SPARK_LOCAL_IP=127.0.0.1,SPARK_LOCAL_HOSTNAME=localhost");
    MiniYARNCluster yarn = new MiniYARNCluster("yarn", 1, 1, 1);
    yarn.init(conf);
    yarn.start();
    return new HadoopCluster(hdfs, yarn, settings(yarn.getConfig(), folder.resolve("conf")));
  }

  private static Path settings(Configuration server, Path folder) throws IOException {
    Configuration conf = new Configuration(server);
    // A class of Hadoop's tests, which clients do not have.
    conf.unset(CommonConfigurationKeysPublic.NET_TOPOLOGY_NODE_SWITCH_MAPPING_IMPL_KEY);
    Files.createDirectories(folder);
    try (OutputStream out = Files.newOutputStream(folder.resolve("core-site.xml"))) {
      conf.writeXml(out);
    }
    Files.copy(folder.resolve("core-site.xml"), folder.resolve("yarn-site.xml"));
    return folder;
  }

  /** What {@code HADOOP_CONF_DIR} of a client is. */
  Path settings() {
    return settings;
  }

  FileSystem files() throws IOException {
    return hdfs.getFileSystem();
  }

  /** The processes of the application masters that run drivers. */
  List<ProcessHandle> drivers() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .filter(process -> runsMaster(process.info().commandLine().orElse("")))
        .toList();
  }

  private static boolean runsMaster(String commandLine) {
    return commandLine.contains("deploy.yarn.ApplicationMaster ");
  }

  /** Attempts of the application that was submitted last. */
  int attempts() {
    return yarn.getResourceManager().getRMContext().getRMApps().values().stream()
        .max((one, other) -> Long.compare(one.getSubmitTime(), other.getSubmitTime()))
        .map(RMApp::getAppAttempts)
        .map(attempts -> attempts.size())
        .orElse(0);
  }

  @Override
  public void close() {
    yarn.stop();
    hdfs.shutdown();
  }
}
