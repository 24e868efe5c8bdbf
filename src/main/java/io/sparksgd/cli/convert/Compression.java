package io.sparksgd.cli.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** How a text file is compressed, as the ending of its name says. */
enum Compression {
  NONE {
    @Override
    OutputStream wrap(OutputStream raw) {
      return raw;
    }
  },
  GZIP {
    @Override
    OutputStream wrap(OutputStream raw) throws IOException {
      return new GZIPOutputStream(raw, 1 << 16);
    }
  },
  /** Smaller than gzip on digits, and Spark can split it. */
  BZIP2 {
    @Override
    OutputStream wrap(OutputStream raw) throws IOException {
      return new BZip2CompressorOutputStream(raw);
    }
  };

  private static final Pattern NAME = Pattern.compile(".+\\.(?:libsvm|svm|txt)(\\.gz|\\.bz2)?");

  abstract OutputStream wrap(OutputStream raw) throws IOException;

  static Compression ofName(Path out) {
    Path name = out.getFileName();
    Matcher matcher = NAME.matcher(name == null ? "" : name.toString());
    if (!matcher.matches()) {
      throw new ConvertException(
          "Invalid output: "
              + out
              + " (allowed: a name ending in .libsvm, .svm or .txt, then nothing, .gz or .bz2)");
    }
    if (matcher.group(1) == null) {
      return NONE;
    }
    return matcher.group(1).equals(".gz") ? GZIP : BZIP2;
  }
}
