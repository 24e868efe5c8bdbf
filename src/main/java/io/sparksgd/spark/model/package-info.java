/**
 * Trained models and their folder: a JSON description beside the weights in a checked binary file.
 * No Java object is ever deserialised from it.
 *
 * <p>May import: the pure rooms, Hadoop's FileSystem and Jackson. Its doors are {@link
 * io.sparksgd.spark.model.TrainedModel} and {@link io.sparksgd.spark.model.ModelFolder}.
 */
package io.sparksgd.spark.model;
