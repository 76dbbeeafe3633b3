package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.ResultStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the zone of the machine is makes no difference. It is known to a process from its start, so
/// the engine runs in one of its own.
class ForeignZoneTest {
  @TempDir private Path temp;

  @Test
  void settingsLeaveTheZoneOfTheEngine() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ForeignZoneTest.class.getName(),
            temp.toString());
    builder.environment().put("TZ", "America/New_York");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(output.lines().filter(line -> line.startsWith("zone ")))
        .containsExactly("zone UTC", "zone UTC", "zone Asia/Tokyo", "zone UTC", "zone UTC");
  }

  /// The process.
  public static void main(String[] arguments) {
    EngineSettings other = EngineSettings.of(Map.of("integer_division", "true"));
    EngineSettings tokyo = EngineSettings.of(Map.of("TimeZone", "Asia/Tokyo"));
    EngineConfig config = EngineConfig.of("500MB", 1, Path.of(arguments[0]), null);
    try (DuckDbEngine engine = DuckDbEngine.open(config, Map.of());
        EngineConnection plain = engine.connect();
        EngineConnection settled = engine.connect(other)) {
      tell(plain);
      tell(settled);
      plain.apply(tokyo);
      tell(plain);
      plain.apply(other);
      tell(plain);
      plain.apply(EngineSettings.NONE);
      tell(plain);
    }
  }

  private static void tell(EngineConnection connection) {
    try (BufferAllocator allocator = new RootAllocator();
        ResultStream rows =
            connection.execute(
                "SELECT current_setting('TimeZone')",
                List.of(),
                new FragmentContext(allocator, new Cancellation()))) {
      while (rows.next()) {
        System.out.println("zone " + rows.batch().getVector(0).getObject(0));
      }
    }
  }
}
