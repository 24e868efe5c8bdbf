package io.sparksgd.score;

import io.sparksgd.data.RowBlock;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * A feature vector as a block of one row.
 *
 * <p>Dense and sparse blocks add the products of a row in different orders. The form of the block
 * follows from the values of the vector alone, so a row gets the same bits among any other rows, in
 * any format, and as a dense or a sparse vector.
 */
final class VectorRow {
  private VectorRow() {}

  /** Dense where at least half of the values are not 0, otherwise sparse without zeros. */
  static RowBlock of(Vector vector) {
    int stored = vector.numNonzeros();
    if (stored >= vector.size() - stored) {
      return RowBlock.row(
          vector instanceof DenseVector dense ? dense.values() : vector.toDense().values());
    }
    SparseVector sparse =
        vector instanceof SparseVector given && given.indices().length == stored
            ? given
            : vector.toSparse();
    return RowBlock.row(sparse.size(), sparse.indices(), sparse.values());
  }
}
