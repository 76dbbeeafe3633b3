package io.merganser.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {

  @Test
  void runsAsManyAsItMayAndRefusesOneMore() throws InterruptedException {
    try (EngineThreads threads = new EngineThreads(2)) {
      CountDownLatch running = new CountDownLatch(2);
      CountDownLatch end = new CountDownLatch(1);
      Runnable task =
          () -> {
            running.countDown();
            try {
              end.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          };
      threads.execute(task);
      threads.execute(task);
      running.await();
      assertThat(threads.tryExecute(task)).isFalse();
      assertRefused(threads, ServerError.SERVER_BUSY);
      end.countDown();
    }
  }

  @Test
  void takesNothingWhileItStops() {
    EngineThreads threads = new EngineThreads(1);
    assertThat(threads.call(EngineThreads::isHere)).isTrue();
    threads.close();
    assertRefused(threads, ServerError.SERVER_STOPPING);
  }

  private static void assertRefused(EngineThreads threads, ServerError code) {
    assertThatThrownBy(() -> threads.call(() -> 1))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
