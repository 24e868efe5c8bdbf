package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.data.CsvText.Opening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvTextTest {
  private static final CsvText CSV = new CsvText(",");

  @Test
  void cellsAreAsRfc4180HasThem() throws BadRowException {
    assertThat(CSV.cells("\"6\"\" pipe, red\",3.0,1")).containsExactly("6\" pipe, red", "3.0", "1");
    assertThat(CSV.cells("\"say \"\"hi\"\"\"")).containsExactly("say \"hi\"");
    assertThat(CSV.cells("\"C:\\\",x\\\"y")).containsExactly("C:\\", "x\\\"y");
    assertThat(CSV.cells("\"a\r\nb\nc\",1")).containsExactly("a\r\nb\nc", "1");
    assertThat(CSV.cells(" pad , \"x\"")).containsExactly(" pad ", " \"x\"");
    assertThat(CSV.cells("6\" pipe")).containsExactly("6\" pipe");
  }

  @Test
  void anEmptyTextIsNotAMissingOne() throws BadRowException {
    assertThat(CSV.cells("\"\",,\"\"\"\",")).containsExactly("", null, "\"", null);
    assertThat(CSV.row(Arrays.asList("", null, "\"", null))).isEqualTo("\"\",,\"\"\"\",");
  }

  @Test
  void quotesThatAreNotClosedOrGoOnAreWrong() {
    assertThatThrownBy(() -> CSV.cells("1,\"a\"b,2"))
        .isInstanceOf(BadRowException.class)
        .hasMessage("text after the closing quote of cell 2");
    assertThatThrownBy(() -> CSV.cells("1,\"a"))
        .isInstanceOf(BadRowException.class)
        .hasMessage("a quote that is not closed");
  }

  @Test
  void delimitersMayHaveSeveralCharacters() throws BadRowException {
    CsvText csv = new CsvText("||");
    assertThat(csv.cells("a|b||\"c||d\"||")).containsExactly("a|b", "c||d", null);
    assertThat(csv.row(List.of("a|b", "c||d"))).isEqualTo("a|b||\"c||d\"");
  }

  @Test
  void aRowOfMissingCellsIsNotBlankWhereTabsDelimit() throws BadRowException {
    CsvText csv = new CsvText("\t");
    CsvRecords records =
        new CsvRecords(csv, List.of("a\tb", "\t", " ", "").iterator(), Opening.RECORD, "");
    assertThat(records.next()).isEqualTo("a\tb");
    assertThat(csv.cells(records.next())).containsExactly(null, null);
    assertThat(records.hasNext()).isFalse();
  }

  private static List<String> records(String text, Opening opening, String rest) {
    List<String> records = new ArrayList<>();
    new CsvRecords(CSV, Arrays.asList(text.split("\n", -1)).iterator(), opening, rest)
        .forEachRemaining(records::add);
    return records;
  }

  @Test
  void recordsEndAtEachKindOfLineBreakOutsideOfQuotes() {
    assertThat(records("a,1\r\nb,\"2\r\n3\n\"\rc\n\n \r\nd\r", Opening.RECORD, ""))
        .containsExactly("a,1", "b,\"2\r\n3\n\"", "c", "d");
    assertThat(records("end\",1\nb", Opening.WITHIN_QUOTES, "")).containsExactly("b");
    assertThat(records("a\nb,\"be", Opening.RECORD, "\ngin\""))
        .containsExactly("a", "b,\"be\ngin\"");
  }

  @Test
  void aRecordKnowsTheLineInWhichItBegins() {
    CsvRecords records =
        new CsvRecords(
            CSV, List.of("a", "", "b,\"", "\"", "c\rd\r", "e").iterator(), Opening.RECORD, "");
    List<String> seen = new ArrayList<>();
    while (records.hasNext()) {
      String record = records.next();
      seen.add(records.line() + ":" + record.replace("\n", "/"));
    }
    assertThat(seen).containsExactly("1:a", "3:b,\"/\"", "5:c", "6:d", "7:e");
  }

  @Test
  void randomCellsComeBackWhereverTheTextIsCut() throws BadRowException {
    String alphabet = "a,\"\n\r \\é1";
    Random random = new Random(42);
    for (int round = 0; round < 2000; round++) {
      List<List<String>> rows = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (int r = 0; r < 4; r++) {
        List<String> cells = new ArrayList<>(List.of("x"));
        for (int c = 0; c < 3; c++) {
          cells.add(cell(random, alphabet));
        }
        rows.add(cells);
        text.append(CSV.row(cells)).append(random.nextBoolean() ? "\n" : "\r\n");
      }
      List<String> lines = Arrays.asList(text.toString().split("\n", -1));
      int cut = random.nextInt(lines.size());
      List<List<String>> read = new ArrayList<>();
      Opening opening = Opening.RECORD;
      for (String line : lines.subList(0, cut)) {
        opening = CSV.after(line, opening);
      }
      String rest = "";
      if (opening == Opening.WITHIN_QUOTES) {
        String after = String.join("\n", lines.subList(cut, lines.size()));
        rest = "\n" + after.substring(0, CSV.end(after, 0, Opening.WITHIN_QUOTES));
      }
      for (CsvRecords part :
          List.of(
              new CsvRecords(CSV, lines.subList(0, cut).iterator(), Opening.RECORD, rest),
              new CsvRecords(CSV, lines.subList(cut, lines.size()).iterator(), opening, ""))) {
        while (part.hasNext()) {
          read.add(CSV.cells(part.next()));
        }
      }
      assertThat(read).as(text.toString()).isEqualTo(rows);
    }
  }

  private static String cell(Random random, String alphabet) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return cell.toString();
  }
}
