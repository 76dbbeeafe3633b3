package io.merganser.server.cli;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a command running until the process is told to stop (Ctrl-C, SIGTERM), then closes what it
/// started before the process ends.
final class Shutdown {
  private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

  private Shutdown() {}

  /// Closes the service at the end of the process. Call it as soon as there is one.
  static void closeAtExit(AutoCloseable service) {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> close(service)));
  }

  /// Returns only if the thread is interrupted.
  static void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private static void close(AutoCloseable service) {
    try {
      service.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("did not stop in good order", e);
    }
  }
}
