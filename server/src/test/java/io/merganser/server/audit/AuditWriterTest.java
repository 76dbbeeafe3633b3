package io.merganser.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.catalog.audit.AuditQuery;
import io.merganser.catalog.audit.AuditRecord;
import io.merganser.catalog.audit.AuditTrail;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.catalog.store.StoreSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AuditWriterTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TestingTrail trail = new TestingTrail();

  @TempDir Path folder;

  @Test
  void writesInTheOrderInWhichRecordsCame() {
    try (AuditWriter writer = started(10_000, false)) {
      IntStream.range(0, 5_000).forEach(i -> writer.add(record("q" + i, null)));
    }
    assertThat(trail.statements())
        .containsExactlyElementsOf(IntStream.range(0, 5_000).mapToObj(i -> "q" + i).toList());
    assertThat(meters.counter("merganser.audit.records").count()).isEqualTo(5_000);
    assertThat(meters.counter("merganser.audit.lost").count()).isZero();
    assertThat(trail.batches).hasValueLessThan(100);
  }

  @Test
  void writesWithoutLiteralsUnlessAsked() {
    try (AuditWriter writer = started(10, false)) {
      writer.add(record("q", "SELECT 'hidden' FROM t WHERE x = 42"));
    }
    assertThat(trail.records.getFirst().text()).isEqualTo("SELECT ? FROM t WHERE x = ?");
    try (AuditWriter writer = started(10, true)) {
      writer.add(record("q", "SELECT 'hidden'"));
    }
    assertThat(trail.records.getLast().text()).isEqualTo("SELECT 'hidden'");
  }

  @Test
  void cutsLongTexts() {
    try (AuditWriter writer = started(10, true)) {
      writer.add(record("q", "x".repeat(1_000_000)));
    }
    assertThat(trail.records.getFirst().text()).hasSize(8_192);
  }

  @Test
  void triesAgainUntilTheStoreAnswers() throws InterruptedException {
    trail.failing.set(true);
    try (AuditWriter writer = started(10, false)) {
      writer.add(record("q", null));
      trail.tries.acquire();
      trail.failing.set(false);
    }
    assertThat(trail.statements()).containsExactly("q");
  }

  @Test
  void losesNothingInSilenceWhenTooManyWait() throws InterruptedException {
    trail.failing.set(true);
    AuditWriter writer = started(5, false);
    writer.add(record("first", null));
    trail.tries.acquire();
    IntStream.range(0, 8).forEach(i -> writer.add(record("q" + i, null)));
    assertThat(meters.counter("merganser.audit.lost").count()).isEqualTo(3);
    assertThat(meters.get("merganser.audit.queue").gauge().value()).isEqualTo(5);
    trail.failing.set(false);
    writer.close();
    assertThat(trail.statements()).containsExactly("first", "q0", "q1", "q2", "q3", "q4");
    writer.add(record("late", null));
    assertThat(meters.counter("merganser.audit.lost").count()).isEqualTo(4);
  }

  @Test
  void removesWhatIsOlderThanRetention() throws InterruptedException {
    AuditWriter.Settings month = new AuditWriter.Settings(Duration.ofDays(30), false, 10);
    Instant before = Instant.now();
    try (AuditWriter writer = new AuditWriter(trail, month, meters)) {
      writer.start();
      trail.prunings.acquire();
    }
    assertThat(trail.pruned)
        .isBetween(before.minus(Duration.ofDays(30)), Instant.now().minus(Duration.ofDays(30)));
  }

  /// Kills a process that adds records as fast as it can. What it said it added more than a few
  /// windows before it was killed is there, without a gap.
  @Test
  void losesAWindowAtMostWhenKilled() throws IOException, InterruptedException {
    String url = "jdbc:sqlite:" + folder.resolve("store.db");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AuditingProcess.class.getName(),
                url)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int added = 0;
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      while (line != null) {
        added = Integer.parseInt(line);
        if (added == 500) {
          process.toHandle().destroyForcibly();
        }
        line = output.readLine();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(added).isGreaterThanOrEqualTo(500);
    try (CatalogStore store = CatalogStore.open(StoreSettings.of(url))) {
      List<Integer> found =
          store.audit().find(AuditQuery.newest(100_000)).reversed().stream()
              .map(entry -> Integer.parseInt(String.valueOf(entry.record().statement())))
              .toList();
      assertThat(found)
          .containsExactlyElementsOf(IntStream.range(0, found.size()).boxed().toList());
      // One record each millisecond: a window, a commit and the tick of a busy machine.
      assertThat(found.size()).isGreaterThan(added - 1_500).isPositive();
    }
  }

  private AuditWriter started(int capacity, boolean literals) {
    AuditWriter writer =
        new AuditWriter(trail, new AuditWriter.Settings(null, literals, capacity), meters);
    writer.start();
    return writer;
  }

  static AuditRecord record(String statement, @Nullable String text) {
    return new AuditRecord(
        Instant.now(),
        AuditRecord.Event.STATEMENT,
        AuditRecord.Decision.ALLOWED,
        "acme",
        "main",
        new AuditRecord.Actor("alice", false, "http", null, null, null),
        statement,
        "SELECT",
        text,
        List.of(),
        0L,
        0L,
        null,
        null);
  }

  /// In memory, and failing on demand.
  private static final class TestingTrail implements AuditTrail {
    private final List<AuditRecord> records = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Semaphore tries = new Semaphore(0);
    private final Semaphore prunings = new Semaphore(0);
    private volatile Instant pruned = Instant.EPOCH;
    private final AtomicInteger batches = new AtomicInteger();

    List<@Nullable String> statements() {
      return records.stream().map(AuditRecord::statement).toList();
    }

    @Override
    public void append(List<AuditRecord> added) {
      tries.release();
      if (failing.get()) {
        throw new IllegalStateException("the disk is full");
      }
      batches.incrementAndGet();
      records.addAll(added);
    }

    @Override
    public List<Entry> find(AuditQuery query) {
      return List.of();
    }

    @Override
    public int prune(Instant before) {
      pruned = before;
      prunings.release();
      return 0;
    }
  }
}
