package io.merganser.server.audit;

import io.merganser.catalog.store.CatalogStore;
import io.merganser.catalog.store.StoreSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Adds a record about each millisecond, says so on standard output, and goes on until it is
/// killed.
final class AuditingProcess {
  private AuditingProcess() {}

  public static void main(String[] arguments) throws IOException {
    try (CatalogStore store = CatalogStore.open(StoreSettings.of(arguments[0]));
        AuditWriter writer =
            new AuditWriter(
                store.audit(),
                new AuditWriter.Settings(null, false, 10_000),
                new SimpleMeterRegistry())) {
      writer.start();
      for (int i = 0; ; i++) {
        writer.add(AuditWriterTest.record(String.valueOf(i), null));
        System.out.write((i + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      }
    }
  }
}
