package io.merganser.server.http;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where to listen, and how much a client may ask.
///
/// @param port 0 takes a free one
/// @param tls null serves plain HTTP
/// @param requestBytes the largest body
/// @param idle how long a connection may be silent
public record HttpSettings(
    String host, int port, @Nullable Tls tls, long requestBytes, Duration idle) {
  private static final long REQUEST_BYTES = 16L << 20;
  private static final Duration IDLE = Duration.ofMinutes(2);

  /// With default limits.
  public static HttpSettings of(String host, int port, @Nullable Tls tls) {
    return new HttpSettings(host, port, tls, REQUEST_BYTES, IDLE);
  }

  /// PEM files: a chain of certificates with the server's first, and its private key in PKCS #8.
  public record Tls(Path certificate, Path key) {}
}
