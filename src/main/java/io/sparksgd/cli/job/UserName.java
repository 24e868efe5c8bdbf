package io.sparksgd.cli.job;

import com.sun.security.auth.module.UnixSystem;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Who runs this process, as Hadoop and Spark want to know it. In containers the user's number often
 * has no name in {@code /etc/passwd}, and Hadoop's login fails.
 */
public final class UserName {
  /** What people set for Hadoop; read here because its login fails before it looks at it. */
  private static final String VARIABLE = "HADOOP_USER_NAME";

  private UserName() {}

  /** Gives a user without a name one: of {@code HADOOP_USER_NAME}, else made of the number. */
  public static void ensure() {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    UnixSystem system = new UnixSystem();
    if (system.getUsername() != null || UserGroupInformation.isSecurityEnabled()) {
      return;
    }
    String name = nameOf(Optional.ofNullable(System.getenv(VARIABLE)), system.getUid());
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
  }

  public static String nameOf(Optional<String> given, long number) {
    return given.filter(name -> !name.isBlank()).orElse("uid-" + number);
  }
}
