package io.sparksgd.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A {@link RunState} as bytes, all big-endian: {@code "SGDC"}, version (int), length of the header
 * (int), the header as JSON (facts; name, type and count of each section), CRC-32C of everything
 * before it (int); then for each section its values, 8 bytes each, and their CRC-32C (int). Memory
 * is allocated only after the sizes are known to fit the length of the file.
 */
final class StateFile {
  private static final int MAGIC = 0x53474443;
  private static final int VERSION = 1;
  private static final int START = 3 * Integer.BYTES;
  private static final int MOST_HEADER_BYTES = 16 << 20;
  private static final int CHUNK = 1 << 13;
  private static final String DOUBLES = "float64";
  private static final String LONGS = "int64";
  private static final ObjectMapper JSON = new ObjectMapper();

  private StateFile() {}

  static void write(RunState state, OutputStream stream) throws IOException {
    byte[] header = header(state);
    if (header.length > MOST_HEADER_BYTES) {
      throw new IOException("Cannot write a state with " + header.length + " bytes of facts");
    }
    ByteBuffer start = ByteBuffer.allocate(START).putInt(MAGIC).putInt(VERSION);
    start.putInt(header.length);
    CRC32C sum = new CRC32C();
    sum.update(start.array());
    sum.update(header);
    DataOutputStream out = new DataOutputStream(stream);
    out.write(start.array());
    out.write(header);
    out.writeInt((int) sum.getValue());
    for (String name : state.names()) {
      section(state.section(name), out);
    }
    out.flush();
  }

  private static byte[] header(RunState state) throws IOException {
    List<Map<String, Object>> sections = new ArrayList<>();
    for (String name : state.names()) {
      Map<String, Object> section = new LinkedHashMap<>();
      section.put("name", name);
      boolean isDoubles = state.section(name) instanceof double[];
      section.put("type", isDoubles ? DOUBLES : LONGS);
      section.put("count", length(state.section(name)));
      sections.add(section);
    }
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("facts", state.facts());
    header.put("sections", sections);
    return JSON.writeValueAsBytes(header);
  }

  private static int length(Object values) {
    return values instanceof double[] doubles ? doubles.length : ((long[]) values).length;
  }

  private static void section(Object values, DataOutputStream out) throws IOException {
    CRC32C sum = new CRC32C();
    byte[] bytes = new byte[CHUNK * Long.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int length = length(values);
    for (int from = 0; from < length; from += CHUNK) {
      int count = Math.min(CHUNK, length - from);
      if (values instanceof double[] doubles) {
        buffer.asDoubleBuffer().put(doubles, from, count);
      } else {
        buffer.asLongBuffer().put((long[]) values, from, count);
      }
      sum.update(bytes, 0, count * Long.BYTES);
      out.write(bytes, 0, count * Long.BYTES);
    }
    out.writeInt((int) sum.getValue());
  }

  /**
   * Reads a state.
   *
   * @param length of the file
   * @param source its name in messages
   * @throws DamagedException if it is damaged
   */
  static RunState read(InputStream stream, long length, String source) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    try {
      Map<?, ?> header = readHeader(in, length, source);
      return readSections(header, in, source);
    } catch (EOFException e) {
      throw damaged(source, "it is too short");
    } catch (ClassCastException | NullPointerException e) {
      throw damaged(source, "its header is not a header");
    }
  }

  private static Map<?, ?> readHeader(DataInputStream in, long length, String source)
      throws IOException {
    byte[] start = new byte[START];
    in.readFully(start);
    ByteBuffer numbers = ByteBuffer.wrap(start);
    check(numbers.getInt() == MAGIC, source, "it is not a saved state");
    int version = numbers.getInt();
    check(version == VERSION, source, "its version is " + version + ", not " + VERSION);
    int size = numbers.getInt();
    check(size >= 0 && size <= Math.min(MOST_HEADER_BYTES, length), source, "header length");
    byte[] json = new byte[size];
    in.readFully(json);
    CRC32C sum = new CRC32C();
    sum.update(start);
    sum.update(json);
    check(in.readInt() == (int) sum.getValue(), source, "CRC of the header");
    Map<?, ?> header;
    try {
      header = JSON.readValue(json, Map.class);
    } catch (IOException e) {
      // The bytes are in memory, so this is not JSON, or not text at all.
      throw damaged(source, "its header is not JSON");
    }
    long expected = START + size + (long) Integer.BYTES;
    for (Object section : (List<?>) header.get("sections")) {
      expected += count(section, source) * (long) Long.BYTES + Integer.BYTES;
    }
    check(expected == length, source, "it has " + length + " bytes, not " + expected);
    return header;
  }

  private static int count(Object section, String source) throws IOException {
    int count = (Integer) ((Map<?, ?>) section).get("count");
    check(count >= 0, source, "count of a section");
    return count;
  }

  private static RunState readSections(Map<?, ?> header, DataInputStream in, String source)
      throws IOException {
    RunState.Builder state = new RunState.Builder();
    Map<String, Object> facts = new LinkedHashMap<>();
    ((Map<?, ?>) header.get("facts")).forEach((key, value) -> facts.put((String) key, value));
    state.facts(facts);
    Set<String> names = new HashSet<>();
    for (Object section : (List<?>) header.get("sections")) {
      Map<?, ?> description = (Map<?, ?>) section;
      String name = (String) description.get("name");
      check(names.add(name), source, "section " + name + " stands twice");
      int count = count(section, source);
      if (DOUBLES.equals(description.get("type"))) {
        double[] values = new double[count];
        readSection(values, count, in, source, name);
        state.doubles(name, values);
      } else {
        check(LONGS.equals(description.get("type")), source, "type of section " + name);
        long[] values = new long[count];
        readSection(values, count, in, source, name);
        state.longs(name, values);
      }
    }
    return state.build();
  }

  private static void readSection(
      Object values, int length, DataInputStream in, String source, String name)
      throws IOException {
    CRC32C sum = new CRC32C();
    byte[] bytes = new byte[CHUNK * Long.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int from = 0; from < length; from += CHUNK) {
      int count = Math.min(CHUNK, length - from);
      in.readFully(bytes, 0, count * Long.BYTES);
      sum.update(bytes, 0, count * Long.BYTES);
      if (values instanceof double[] doubles) {
        buffer.asDoubleBuffer().get(doubles, from, count);
      } else {
        buffer.asLongBuffer().get((long[]) values, from, count);
      }
    }
    check(in.readInt() == (int) sum.getValue(), source, "CRC of section " + name);
  }

  private static void check(boolean valid, String source, String what) throws IOException {
    if (!valid) {
      throw damaged(source, what);
    }
  }

  private static DamagedException damaged(String source, String what) {
    return new DamagedException("Invalid checkpoint: " + source + " is damaged (" + what + ")");
  }
}
