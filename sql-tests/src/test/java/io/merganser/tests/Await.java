package io.merganser.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what happens on other threads: the one place where tests sleep.
public final class Await {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Await() {}

  /// Returns as soon as the condition holds; fails if it does not within 20 seconds.
  public static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }

  /// Fails as soon as the condition does not hold, all through the time.
  public static void holds(String what, Duration time, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    do {
      assertThat(condition.getAsBoolean()).as(what).isTrue();
      Thread.sleep(10);
    } while (System.nanoTime() < end);
  }
}
