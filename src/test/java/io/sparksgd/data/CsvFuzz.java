package io.sparksgd.data;

import io.sparksgd.data.CsvText.Opening;
import io.sparksgd.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** CSV text: the same records wherever it is cut, whose cells come back when they are written. */
public final class CsvFuzz implements FuzzTarget {
  private static final CsvText CSV = new CsvText(",");

  @Override
  public boolean takes(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    List<String> lines = Arrays.asList(text.split("\n", -1));
    List<String> whole = records(lines, Opening.RECORD, "");
    int cut = lines.size() / 2;
    List<String> parts = new ArrayList<>();
    Opening opening = Opening.RECORD;
    for (String line : lines.subList(0, cut)) {
      opening = CSV.after(line, opening);
    }
    List<String> second = lines.subList(cut, lines.size());
    parts.addAll(records(lines.subList(0, cut), Opening.RECORD, rest(second, opening)));
    parts.addAll(records(second, opening, ""));
    check(parts.equals(whole), "other records when the text is cut");
    try {
      for (String record : whole) {
        List<String> cells = CSV.cells(record);
        boolean isBlank = CSV.row(cells).isEmpty();
        check(isBlank || CSV.cells(CSV.row(cells)).equals(cells), "other cells when written");
      }
      return true;
    } catch (BadRowException e) {
      check(e.getMessage().length() < 100, "length of the message");
      return false;
    }
  }

  private static List<String> records(List<String> lines, Opening opening, String rest) {
    List<String> records = new ArrayList<>();
    new CsvRecords(CSV, lines.iterator(), opening, rest).forEachRemaining(records::add);
    return records;
  }

  /** What ends the record that goes on in these lines. */
  private static String rest(List<String> lines, Opening opening) {
    if (opening == Opening.RECORD) {
      return "";
    }
    String text = String.join("\n", lines);
    int end = CSV.end(text, 0, opening);
    return "\n" + (end == CsvText.WITHIN_QUOTES ? text : text.substring(0, end));
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        "a,label\n1,0\n\"say \"\"hi\"\"\",1\n".getBytes(StandardCharsets.UTF_8),
        "\"two\r\nlines, \"\"x\"\"\n\n\",,\"\"\r\nb,C:\\,6\" pipe\rc,\"\"\"\",\n"
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> words() {
    return List.of(
        "\"", "\"\"", ",", "\n", "\r\n", "\r", "\",\"", "\"\n", "\n\"", "\\\"", "\\", " ", "\uFEFF",
        "\u2028", "\0");
  }
}
