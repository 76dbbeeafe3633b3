package io.merganser.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Waits for what happens on other threads: the one place where tests sleep.
public final class Await {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Await() {}

  /// What is waited for; it may ask a database.
  public interface Condition<E extends Exception> {
    boolean holds() throws E;
  }

  /// Returns as soon as the condition holds; fails if it does not within 60 seconds.
  public static <E extends Exception> void until(String what, Condition<E> condition)
      throws E, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    // Asked once more after it held, what comes and goes might be gone.
    boolean holds = condition.holds();
    while (!holds && System.nanoTime() < end) {
      Thread.sleep(10);
      holds = condition.holds();
    }
    assertThat(holds).as(what).isTrue();
  }

  /// Returns a number once it has stayed what it is for some time; fails if it does not come to
  /// rest.
  public static long settled(String what, Duration time, LongSupplier number)
      throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    long since = System.nanoTime();
    long last = number.getAsLong();
    while (System.nanoTime() - since < time.toNanos()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(10);
      long now = number.getAsLong();
      since = now == last ? since : System.nanoTime();
      last = now;
    }
    return last;
  }
}
