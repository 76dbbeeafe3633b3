package io.merganser.server.cli.client;

import java.util.Locale;

/// How an answer is written.
public enum Format {
  /// For people.
  TABLE("application/json"),
  /// RFC 4180, with a header.
  CSV("text/csv"),
  /// One JSON document, as the server sends it.
  JSON("application/json"),
  /// An Arrow IPC stream, as the server sends it.
  ARROW("application/vnd.apache.arrow.stream");

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /// What a user types.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
