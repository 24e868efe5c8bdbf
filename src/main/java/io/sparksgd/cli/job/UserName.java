package io.sparksgd.cli.job;

import com.sun.security.auth.module.UnixSystem;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The user name that Hadoop and Spark need. In containers the user's number often has no name in
 * {@code /etc/passwd}, and then Hadoop's login fails.
 */
public final class UserName {
  /** What people set for Hadoop; read here because its login fails before it looks at it. */
  private static final String VARIABLE = "HADOOP_USER_NAME";

  private UserName() {}

  /**
   * Sets a name for a user without one: {@code HADOOP_USER_NAME}, or else one that contains the
   * number.
   */
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
