package io.merganser.server.audit;

import io.merganser.catalog.audit.AuditRecord;
import io.merganser.catalog.audit.AuditTrail;
import io.merganser.planner.LiteralFreeText;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes records behind the statements' backs: [#add] puts one into a bounded queue, a thread of
/// its own gathers them for [#WINDOW] and writes what it has in one transaction. A process that is
/// killed loses at most what came within a window and the commit before.
///
/// None is lost in silence. While the store does not answer, the batch is tried again; once the
/// queue is full, statements wait for [#PATIENCE], and what still finds no place goes to the log as
/// a whole, as an error, and is counted.
public final class AuditWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("io.merganser.audit");

  /// Records wait this long for others to be written with.
  static final Duration WINDOW = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration PRUNING = Duration.ofHours(1);
  private static final Duration LAST_TRIES = Duration.ofSeconds(10);
  private static final int MOST_AT_ONCE = 1_000;

  /// Of a text; a queue of the longest would fill the memory.
  private static final int MOST_CHARACTERS = 8_192;

  private final AuditTrail trail;
  private final Settings settings;
  private final BlockingQueue<AuditRecord> queue;
  private final List<BiFunction<Instant, Instant, List<AuditRecord>>> sources =
      new CopyOnWriteArrayList<>();
  private final Counter written;
  private final Counter lost;
  private final Timer writing;
  private final Thread thread = new Thread(this::run, "audit-writer");
  private volatile boolean stopping;

  /// @param retention after which a record is removed; null keeps all
  /// @param literals whether texts are written as they are
  /// @param capacity records that may wait
  public record Settings(@Nullable Duration retention, boolean literals, int capacity) {}

  public AuditWriter(AuditTrail trail, Settings settings, MeterRegistry meters) {
    this.trail = trail;
    this.settings = settings;
    this.queue = new ArrayBlockingQueue<>(settings.capacity());
    this.written =
        Counter.builder("merganser.audit.records").description("in the trail").register(meters);
    this.lost =
        Counter.builder("merganser.audit.lost")
            .description("written to the log, since the trail could not take them")
            .register(meters);
    this.writing =
        Timer.builder("merganser.audit.writing").description("of a batch").register(meters);
    Gauge.builder("merganser.audit.queue", queue, BlockingQueue::size)
        .description("records that wait to be written")
        .register(meters);
  }

  public void start() {
    thread.start();
  }

  /// Asked now and then for what happened from one moment to the next, and nobody said.
  void onTick(BiFunction<Instant, Instant, List<AuditRecord>> source) {
    sources.add(source);
  }

  /// Takes a record. Returns at once but where too many wait already.
  void add(AuditRecord record) {
    String text = record.text();
    AuditRecord kept =
        text != null && text.length() > MOST_CHARACTERS
            ? record.withText(text.substring(0, MOST_CHARACTERS))
            : record;
    try {
      if (!stopping
          && (queue.offer(kept) || queue.offer(kept, PATIENCE.toMillis(), TimeUnit.MILLISECONDS))) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    giveUp(List.of(kept));
  }

  /// Writes all that has come, and stops.
  @Override
  public void close() {
    stopping = true;
    try {
      if (thread.isAlive()) {
        thread.join(LAST_TRIES.plus(LAST_TRIES).toMillis());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    List<AuditRecord> rest = new ArrayList<>();
    queue.drainTo(rest);
    giveUp(rest);
  }

  private void run() {
    Instant seen = Instant.now();
    long prune = System.nanoTime();
    while (!stopping || !queue.isEmpty()) {
      List<AuditRecord> batch = gather();
      Instant now = Instant.now();
      for (BiFunction<Instant, Instant, List<AuditRecord>> source : sources) {
        batch.addAll(source.apply(seen, now));
      }
      seen = now;
      write(batch.stream().map(this::presentable).toList());
      if (System.nanoTime() - prune >= 0) {
        prune();
        prune = System.nanoTime() + PRUNING.toNanos();
      }
    }
  }

  /// The next records, which may be none.
  private List<AuditRecord> gather() {
    List<AuditRecord> batch = new ArrayList<>();
    try {
      AuditRecord first = queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
      long end = System.nanoTime() + (stopping ? 0 : WINDOW.toNanos());
      for (AuditRecord record = first; record != null; record = next(end)) {
        batch.add(record);
        queue.drainTo(batch, MOST_AT_ONCE - batch.size());
        if (batch.size() >= MOST_AT_ONCE) {
          break;
        }
      }
    } catch (InterruptedException _) {
      stopping = true;
    }
    return batch;
  }

  private @Nullable AuditRecord next(long end) throws InterruptedException {
    return queue.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private AuditRecord presentable(AuditRecord record) {
    String text = record.text();
    return text == null || settings.literals() ? record : record.withText(LiteralFreeText.of(text));
  }

  /// Tries until it works, or until the server has been stopping for long enough.
  private void write(List<AuditRecord> batch) {
    long giveUp = 0;
    while (!batch.isEmpty()) {
      try {
        writing.record(() -> trail.append(batch));
        written.increment(batch.size());
        return;
      } catch (RuntimeException e) {
        log.atError()
            .addKeyValue("records", batch.size())
            .setCause(e)
            .log("the audit trail cannot be written; trying again");
        if (stopping && giveUp == 0) {
          giveUp = System.nanoTime() + LAST_TRIES.toNanos();
        }
        if ((stopping && System.nanoTime() - giveUp >= 0) || !paused()) {
          giveUp(batch);
          return;
        }
      }
    }
  }

  /// Waits before the next try; false if nobody wants one.
  private static boolean paused() {
    LockSupport.parkNanos(RETRY.toNanos());
    return !Thread.interrupted();
  }

  private void giveUp(List<AuditRecord> records) {
    for (AuditRecord record : records) {
      lost.increment();
      log.atError().addKeyValue("record", presentable(record)).log("not in the audit trail");
    }
  }

  private void prune() {
    Duration retention = settings.retention();
    if (retention == null) {
      return;
    }
    try {
      int removed = trail.prune(Instant.now().minus(retention));
      if (removed > 0) {
        log.atInfo().addKeyValue("records", removed).log("removed what is older than retention");
      }
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("the audit trail could not be pruned");
    }
  }
}
