package io.sparksgd.input.source;

import io.sparksgd.data.BadRowException;
import io.sparksgd.data.CsvText;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** From rows that begin with a record of CSV to rows that have its cells in place of it. */
public final class WholeCells implements Function<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final CsvText csv = new CsvText(",");

  @Override
  public Row call(Row row) throws BadRowException {
    List<String> found = csv.cells(row.getString(0));
    Object[] cells = found.toArray(new Object[found.size() + row.size() - 1]);
    for (int i = 1; i < row.size(); i++) {
      cells[found.size() + i - 1] = row.get(i);
    }
    return RowFactory.create(cells);
  }
}
