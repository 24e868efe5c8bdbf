/**
 * Trained models and their folder: a JSON description beside the weights in a checked binary file.
 * No Java object is ever deserialised from it.
 *
 * <p>May import: the pure rooms, {@code checkpoint}, Hadoop's FileSystem and Jackson. Its doors are
 * {@link io.sparksgd.model.TrainedModel} and {@link io.sparksgd.model.ModelFolder}.
 */
package io.sparksgd.model;
