package io.sparksgd.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedFolderTest {

  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path parent;

  @Test
  void appearsOnlyWithTheCommit() throws IOException {
    Path out = parent.resolve("out");
    try (GeneratedFolder folder = open(out)) {
      folder.write("file", CONTENT);
      assertThat(out).doesNotExist();
      folder.commit();
    }
    assertThat(out.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(parent).isDirectoryNotContaining("glob:**/.out*");
  }

  @Test
  void leavesNothingWithoutACommit() throws IOException {
    try (GeneratedFolder folder = open(parent.resolve("out"))) {
      folder.write("file", CONTENT);
      assertThat(parent).isNotEmptyDirectory();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void doesNotTouchAFolderThatAppearedMeanwhile() throws IOException {
    Path out = parent.resolve("out");
    try (GeneratedFolder folder = open(out)) {
      folder.write("file", CONTENT);
      Files.createDirectory(out);
      assertThatThrownBy(folder::commit)
          .isInstanceOf(GenerateException.class)
          .hasMessageEndingWith("out (it exists already; remove it or choose another name)");
    }
    assertThat(out).isEmptyDirectory();
    assertThat(parent).isDirectoryNotContaining("glob:**/.out*");
  }

  @Test
  void rejectsWhatIsNoPath() {
    assertThatThrownBy(() -> GeneratedFolder.open("a:b c", new Configuration()))
        .isInstanceOf(GenerateException.class)
        .hasMessageStartingWith("Invalid out: a:b c (");
  }

  private static GeneratedFolder open(Path out) throws IOException {
    return GeneratedFolder.open(out.toString(), new Configuration());
  }
}
