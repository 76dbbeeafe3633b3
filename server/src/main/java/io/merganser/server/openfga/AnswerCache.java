package io.merganser.server.openfga;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers by what was asked, for a short while. Bounded, least recently used out first. Who asks
/// what is being asked waits for the same answer; one that is half its life old and still wanted is
/// asked for anew beside, so that nobody waits for what is wanted all the time. A failure is kept
/// for a moment too: a server that is down is not asked by each statement. Safe for use from any
/// thread.
final class AnswerCache<K, V> {
  private static final long FAILURE_LIFE = Duration.ofMillis(500).toNanos();

  private final long life;
  private final int most;
  private final Function<K, CompletableFuture<V>> ask;
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>(64, 0.75f, true);

  /// @param life how old an answer may be, from when it was asked for
  /// @param ask begins to find an answer and does not wait
  AnswerCache(Duration life, int most, Function<K, CompletableFuture<V>> ask) {
    this.life = life.toNanos();
    this.most = most;
    this.ask = ask;
  }

  /// The answer, maybe only on its way.
  CompletableFuture<V> get(K key) {
    long now = System.nanoTime();
    CompletableFuture<V> chosen;
    CompletableFuture<V> begun = null;
    synchronized (entries) {
      Entry<V> entry = entries.computeIfAbsent(key, _ -> new Entry<>());
      if (entries.size() > most) {
        Iterator<K> eldest = entries.keySet().iterator();
        eldest.next();
        eldest.remove();
      }
      entry.settle(life, now);
      if (entry.wantsAnother(life, now)) {
        begun = new CompletableFuture<>();
        entry.next = new Asked<>(begun, now);
      }
      chosen = entry.best(life, now);
    }
    if (begun != null) {
      // Outside of the lock: others need not wait until the request is on its way.
      begin(key, begun);
    }
    return chosen;
  }

  private void begin(K key, CompletableFuture<V> begun) {
    try {
      Future<?> _ =
          ask.apply(key)
              .whenComplete((answer, failure) -> {
                if (failure == null) {
                  begun.complete(answer);
                } else {
                  begun.completeExceptionally(failure);
                }
              });
    } catch (RuntimeException e) {
      begun.completeExceptionally(e);
    }
  }

  /// Has everything asked for anew.
  void clear() {
    synchronized (entries) {
      entries.clear();
    }
  }

  int size() {
    synchronized (entries) {
      return entries.size();
    }
  }

  private static final class Entry<V> {
    /// What was answered.
    private @Nullable Asked<V> current;

    /// What is being asked.
    private @Nullable Asked<V> next;

    private long failedAt = System.nanoTime() - FAILURE_LIFE;

    /// Lets what was being asked take its place once it is there. A failure does so only where
    /// there is nothing better.
    void settle(long life, long now) {
      Asked<V> coming = next;
      if (coming == null || !coming.answer().isDone()) {
        return;
      }
      boolean failed = coming.answer().isCompletedExceptionally();
      if (failed) {
        failedAt = now;
      }
      if (!failed || !isUsable(life, now)) {
        current = coming;
      }
      next = null;
    }

    boolean wantsAnother(long life, long now) {
      Asked<V> known = current;
      if (next != null) {
        return false;
      }
      boolean usable = isUsable(life, now);
      if (known == null || (!usable && !known.answer().isCompletedExceptionally())) {
        return true;
      }
      boolean old = !usable || now - known.since() > life / 2;
      return old && now - failedAt >= FAILURE_LIFE;
    }

    CompletableFuture<V> best(long life, long now) {
      Asked<V> coming = next;
      Asked<V> known = current;
      if (known != null && (coming == null || isUsable(life, now))) {
        return known.answer();
      }
      if (coming == null) {
        throw new IllegalStateException("what is not known is being asked");
      }
      return coming.answer();
    }

    private boolean isUsable(long life, long now) {
      Asked<V> known = current;
      return known != null
          && !known.answer().isCompletedExceptionally()
          && now - known.since() < life;
    }
  }

  /// @param since when it was asked: what changed later is not in the answer
  private record Asked<V>(CompletableFuture<V> answer, long since) {}
}
