package io.sparksgd.cli.convert;

import java.nio.file.Path;

/**
 * What a conversion wrote.
 *
 * @param out the written file
 * @param rows number of rows, at least 1
 * @param features pixels of an image: the number of features, also of those that are always zero
 * @param classes the highest label written plus one
 */
public record ConvertResult(Path out, long rows, int features, int classes) {}
