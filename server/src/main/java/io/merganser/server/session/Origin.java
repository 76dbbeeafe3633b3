package io.merganser.server.session;

import io.merganser.connectors.spi.Names;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// Where a login comes from.
///
/// @param address of the client's end of the connection, or of a proxy's; null where there is none
public record Origin(Protocol protocol, @Nullable String address) {
  /// What is spoken.
  public enum Protocol {
    HTTP,
    AVATICA,
    FLIGHT;

    @Override
    public String toString() {
      return Names.fold(name());
    }
  }

  public static Origin of(Protocol protocol, @Nullable SocketAddress remote) {
    return new Origin(
        protocol,
        remote instanceof InetSocketAddress internet && internet.getAddress() != null
            ? internet.getAddress().getHostAddress()
            : null);
  }
}
