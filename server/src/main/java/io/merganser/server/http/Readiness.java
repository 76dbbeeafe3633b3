package io.merganser.server.http;

/// Whether the server takes work; load balancers ask for it. Safe for use from any thread.
public final class Readiness {
  private volatile boolean stopping;

  public boolean isStopping() {
    return stopping;
  }

  /// From now on there is no way back.
  public void stop() {
    stopping = true;
  }
}
