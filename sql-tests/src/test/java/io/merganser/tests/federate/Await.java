package io.merganser.tests.federate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/// Waits for what happens elsewhere.
final class Await {
  private Await() {}

  interface Condition {
    boolean holds() throws Exception;
  }

  static void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    boolean holds = condition.holds();
    while (!holds && System.nanoTime() < end) {
      Thread.sleep(10);
      holds = condition.holds();
    }
    assertThat(holds).as(what).isTrue();
  }
}
