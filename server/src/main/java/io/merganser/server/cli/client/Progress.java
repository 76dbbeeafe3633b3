package io.merganser.server.cli.client;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Tells, on a terminal, that a statement has been running for a while; gone when closed. Says
/// nothing in the first second.
final class Progress implements AutoCloseable {
  private final PrintStream terminal;
  private final long started = System.nanoTime();
  private final ScheduledExecutorService clock;
  private boolean shown;
  private boolean closed;

  private Progress(PrintStream terminal) {
    this.terminal = terminal;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
  }

  /// Begins to count.
  static Progress on(PrintStream terminal) {
    Progress progress = new Progress(terminal);
    ScheduledFuture<?> _ =
        progress.clock.scheduleAtFixedRate(progress::tick, 1000, 250, TimeUnit.MILLISECONDS);
    return progress;
  }

  private synchronized void tick() {
    if (!closed) {
      double seconds = (System.nanoTime() - started) / 1e9;
      terminal.print(
          String.format(Locale.ROOT, "\r\033[Krunning %.1f s (Ctrl-C cancels)", seconds));
      terminal.flush();
      shown = true;
    }
  }

  /// Takes the line away, for good.
  @Override
  public synchronized void close() {
    closed = true;
    clock.shutdownNow();
    if (shown) {
      terminal.print("\r\033[K");
      terminal.flush();
      shown = false;
    }
  }
}
