package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.testkit.FaultJobs;
import io.sparksgd.testkit.OwnSpark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that have to prove themselves, and encrypted traffic and files, change no bit. */
class SecuredClusterIT {
  private static final int ROUNDS = 10;
  private static final String PASSWORD = "of-a-test";

  private static final List<String> MODES =
      List.of(FaultJobs.SYNCHRONOUS, FaultJobs.TOP_K, FaultJobs.localRounds("keep"));

  private static final List<String> AUTHENTICATED =
      List.of("spark.authenticate=true", "spark.authenticate.secret=" + PASSWORD);

  @TempDir private static Path folder;
  private static List<double[]> expected;
  private static String version;

  @BeforeAll
  static void oneThread() {
    try (OwnSpark spark = OwnSpark.start("local[1]")) {
      expected = trainAll(spark);
      version = spark.context().version();
    }
  }

  private static List<double[]> trainAll(OwnSpark spark) {
    spark.context().setCheckpointDir(folder.resolve("checkpoints").toUri().toString());
    List<double[]> weights = new ArrayList<>();
    try (BlockSet rows = FaultJobs.rows(spark)) {
      MODES.forEach(
          mode -> weights.add(FaultJobs.train(rows, FaultJobs.objective(), ROUNDS, mode).clone()));
    }
    return weights;
  }

  private static void assertExpected(List<double[]> weights) {
    for (int mode = 0; mode < MODES.size(); mode++) {
      assertThat(weights.get(mode)).as(MODES.get(mode)).containsExactly(expected.get(mode));
    }
  }

  private static OwnSpark start(Stream<String> more) {
    return OwnSpark.start(
        OwnSpark.CLUSTER, Stream.concat(AUTHENTICATED.stream(), more).toArray(String[]::new));
  }

  /** A setting as the executors have it. */
  private static List<String> onExecutors(OwnSpark spark, String setting) {
    return spark
        .context()
        .parallelize(List.of(1, 2), 2)
        .map(number -> SparkEnv.get().conf().get(setting, "not set"))
        .collect();
  }

  private static int port(OwnSpark spark) {
    return Integer.parseInt(spark.context().getConf().get("spark.driver.port"));
  }

  @Test
  void encryptedMessagesAndFilesGiveTheSameBits() {
    try (OwnSpark spark =
        start(Stream.of("spark.network.crypto.enabled=true", "spark.io.encryption.enabled=true"))) {
      assertExpected(trainAll(spark));
      for (String setting :
          List.of(
              "spark.authenticate",
              "spark.network.crypto.enabled",
              "spark.io.encryption.enabled")) {
        assertThat(onExecutors(spark, setting)).as(setting).containsOnly("true");
      }
    }
  }

  @Test
  void tlsGivesTheSameBits() throws Exception {
    assumeTrue(!version.startsWith("3."), "TLS between Spark's processes came with Spark 4");
    Path store = keyStore();
    Stream<String> settings =
        Stream.of(
            "enabled=true",
            "keyStore=" + store,
            "keyStorePassword=" + PASSWORD,
            "keyPassword=" + PASSWORD,
            "trustStore=" + store,
            "trustStorePassword=" + PASSWORD,
            "protocol=TLSv1.3");
    try (OwnSpark spark = start(settings.map(setting -> "spark.ssl.rpc." + setting))) {
      assertExpected(trainAll(spark));
      assertThat(handshake(store, port(spark))).isEqualTo("TLSv1.3");
    }
    try (OwnSpark plain = start(Stream.of())) {
      assertThatThrownBy(() -> handshake(store, port(plain))).isInstanceOf(IOException.class);
    }
  }

  /** A key and its own certificate. */
  private static Path keyStore() throws IOException, InterruptedException {
    Path store = folder.resolve("keys.p12");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "spark",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return store;
  }

  /** The protocol that a process which listens at a port agrees to. */
  private static String handshake(Path store, int port)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }
}
