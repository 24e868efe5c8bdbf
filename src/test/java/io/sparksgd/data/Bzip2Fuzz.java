package io.sparksgd.data;

import io.sparksgd.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Files named .bz2: whole, or refused. */
public final class Bzip2Fuzz implements FuzzTarget {
  private static final String SEED =
      "QlpoMTFBWSZTWQYtDb0AAKFZAAAQAARwADIEIAAxBkxAUqjGpp3dRsTyJwTMCZCZr7vPxdyRThQkAYtDb0A=";

  @Override
  public boolean takes(byte[] input) {
    try {
      Bzip2Check.check(new ByteArrayInputStream(input));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(Base64.getDecoder().decode(SEED));
  }

  @Override
  public List<String> words() {
    return List.of("BZh9", "BZh1", "1AY&SY", "\u0017rE8P\u0090", "\0\0\0\0", "BZ");
  }
}
