package io.merganser.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

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

  /// Fails as soon as the condition does not hold, all through the time.
  public static <E extends Exception> void holds(String what, Duration time, Condition<E> condition)
      throws E, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    do {
      assertThat(condition.holds()).as(what).isTrue();
      Thread.sleep(10);
    } while (System.nanoTime() < end);
  }
}
