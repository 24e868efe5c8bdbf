package io.sparksgd.config;

import io.sparksgd.data.IndexBase;
import io.sparksgd.data.Precision;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The group {@code data}: where the rows are and how they are read.
 *
 * @param train paths of the training rows
 * @param features one column of vectors or numbers, or several columns of numbers
 * @param weight column of the row weights
 * @param numFeatures found from the training rows when empty
 * @param partitions the cores of the cluster when empty
 * @param placement which partition holds a training row
 * @param precision of the feature values in memory
 * @param scale what happens to the features of the training
 */
public record DataConfig(
    @Setting(type = Setting.PATHS, required = "a path or a list of paths")
        @Says(
            "the training rows: files, folders, globs (`{a,b}` too), `.gz` and `.bz2`; see"
                + " [files](#files)")
        List<String> train,
    ValidationSource validation,
    @Setting(usually = "from the first path")
        @Says(
            "by extension: `.libsvm` `.svm` `.svmlight` `.txt`, `.parquet`, `.orc`, `.csv`, `.json`"
                + " `.jsonl`; `.gz` and `.bz2` after it are skipped. Required when the extension is"
                + " another")
        Format format,
    @Setting(
            usual = "label",
            with = "format: parquet, orc, csv, json",
            otherwise = "libsvm files have no columns")
        @Says("column of the label")
        String label,
    @Setting(
            usual = "features",
            with = "format: parquet, orc, csv, json",
            otherwise = "libsvm files have no columns")
        @Says("one column of vectors, arrays or numbers, or several columns of numbers")
        List<String> features,
    @Setting(with = "format: parquet, orc, csv, json", otherwise = "libsvm files have no columns")
        @Says("column of row weights, numbers from 0")
        Optional<String> weight,
    @Setting(usual = "one", with = "format: libsvm", otherwise = "only libsvm files have indices")
        @Says("index of the first feature in the files")
        IndexBase indexBase,
    @Setting(range = "from 1 to 2147483639", usually = "from the training rows")
        @Says("number of features; rows with more are bad rows")
        OptionalInt numFeatures,
    @Setting(
            range = "from 1 to 1000000",
            usually = "the cores of the cluster, at most one a row",
            param = "partitions")
        @Says(
            "parts that the rows are dealt out to; part of what decides the last bits of the"
                + " result")
        OptionalInt partitions,
    @Setting(usual = "auto", param = "placement")
        @Says(
            "which partition holds a training row: `spread`, one that the seed decides;"
                + " `contiguous`, each partition holds a range of the source, in its order; `auto`,"
                + " spread where rounds are local (`synchronize.local-steps` or `local-epochs`),"
                + " otherwise contiguous")
        Placement placement,
    @Setting(usual = "auto", param = "precision")
        @Says(
            "how feature values are kept in memory: as floats where every value of a block is a"
                + " float exactly, which changes no bit of the result; as the nearest floats"
                + " always; as doubles always. Values that are all 1 are not kept at all."
                + " Arithmetic is in double")
        Precision precision,
    @Setting(usual = "fail", param = "badRows")
        @Says(
            "rows that cannot be used: the first one ends the run, named by file and line; they are"
                + " left out and counted; or also written, with reasons, to the folder"
                + " `<output>-bad-rows`, each once; a folder of that name that no run to this"
                + " output made is refused")
        BadRows badRows,
    @Setting(
            key = "header",
            yes = "PRESENT",
            usual = "true",
            with = "format: csv",
            otherwise = "only csv files have a header")
        @Says("whether files begin with the names of the columns")
        CsvHeader csvHeader,
    @Setting(
            type = Setting.CHARACTERS,
            usual = ",",
            with = "format: csv",
            otherwise = "only csv files have delimiters")
        @Says("between columns; white space in double quotes, such as `\"\\t\"`")
        String delimiter,
    @Setting(usual = "none", param = "scale")
        @Says(
            "features of every format, for training: they stay as they are; are divided by their"
                + " standard deviation over the training rows (`deviation`); also have their mean"
                + " subtracted (`standard`); `auto`, as `standard` where they are not 0 in more"
                + " than half of the training rows, otherwise as they are. See [scaling of"
                + " features](#scaling-of-features)")
        FeatureScale scale) {

  public DataConfig {
    train = List.copyOf(train);
    features = List.copyOf(features);
  }

  /**
   * The same rows, spread as given over as many partitions.
   *
   * @param rowsPlacement not {@link Placement#AUTO}
   */
  public DataConfig placed(Placement rowsPlacement, int number) {
    return Changed.named(
        this, Map.of("placement", rowsPlacement, "partitions", OptionalInt.of(number)));
  }

  /** The same rows with another scaling of their features. */
  public DataConfig scaled(FeatureScale other) {
    return Changed.with(this, other);
  }
}
