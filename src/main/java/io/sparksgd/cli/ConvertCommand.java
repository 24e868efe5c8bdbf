package io.sparksgd.cli;

import io.sparksgd.cli.convert.ConvertResult;
import io.sparksgd.cli.convert.IdxConverter;
import io.sparksgd.cli.folder.PathFailure;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.message.ControlCharacters;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code convert}: IDX files, as the handwritten digits come in, to LIBSVM text. */
@Command(
    name = "convert",
    description = "Converts a pair of IDX files (images and labels) to LIBSVM text.",
    mixinStandardHelpOptions = true)
final class ConvertCommand extends VerboseCommand {
  @Option(names = "--images", required = true, description = "IDX file of the images; may be .gz.")
  private Path images;

  @Option(names = "--labels", required = true, description = "IDX file of the labels; may be .gz.")
  private Path labels;

  @Option(
      names = "--out",
      required = true,
      description = "File to write; compressed if its name ends in .gz or .bz2.")
  private Path target;

  @Option(names = "--limit", description = "Only the first rows.")
  private Long limit;

  @Override
  public Integer call() throws Exception {
    OptionalLong most = limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    checkFile("--images", images);
    checkFile("--labels", labels);
    ConvertResult result = convert(most);
    out()
        .println(
            ControlCharacters.shown(target.toString())
                + ": "
                + result.rows()
                + " rows, "
                + result.features()
                + " features");
    return ExitCode.DONE;
  }

  private static void checkFile(String key, Path file) throws WrongInputException {
    if (Files.isDirectory(file)) {
      throw new WrongInputException(
          "Invalid " + key + ": " + file + " is a folder (allowed: a file)");
    }
  }

  private ConvertResult convert(OptionalLong most) throws IOException, WrongInputException {
    try {
      return IdxConverter.convert(images, labels, target, most);
    } catch (FileSystemException e) {
      throw PathFailure.of(e).refusal("Invalid --out: " + target + " cannot be written: ");
    }
  }
}
