package io.sparksgd.ml.params;

import io.sparksgd.config.parse.JobKey;

/** The doc of a Param, from the declaration of its key. */
final class ParamDoc {
  private ParamDoc() {}

  /** One sentence without a full stop and without Markdown. */
  static String of(JobKey key, String param) {
    if (!param.equals(key.params().get(0))) {
      return "another name of " + key.params().get(0);
    }
    StringBuilder doc = new StringBuilder();
    if (key.type() == JobKey.Type.TEXT && key.range().contains(", ")) {
      doc.append(key.range()).append(": ");
    }
    doc.append(plain(key.meaning()));
    if (!key.with().isEmpty()) {
      doc.append("; only with ").append(String.join(", ", key.with()));
    }
    if (key.usual().startsWith("`")) {
      doc.append("; by default ").append(plain(key.usual()));
    } else if (key.usual().isEmpty()) {
      doc.append("; the default depends on the ").append(key.path().split("\\.", 2)[0]);
    }
    return doc.toString();
  }

  private static String plain(String markdown) {
    return markdown.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").replace("`", "");
  }
}
