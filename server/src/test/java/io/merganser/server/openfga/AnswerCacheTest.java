package io.merganser.server.openfga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private final List<CompletableFuture<String>> asked = new ArrayList<>();

  private AnswerCache<String, String> cache(Duration life) {
    return new AnswerCache<>(
        life,
        2,
        _ -> {
          CompletableFuture<String> answer = new CompletableFuture<>();
          asked.add(answer);
          return answer;
        });
  }

  @Test
  void asksOnceForAllWhoAsk() {
    AnswerCache<String, String> cache = cache(Duration.ofHours(1));
    CompletableFuture<String> first = cache.get("a");
    assertThat(cache.get("a")).isSameAs(first).isNotDone();
    asked.getFirst().complete("x");
    assertThat(cache.get("a").join()).isEqualTo("x");
    assertThat(asked).hasSize(1);
    cache.clear();
    assertThat(cache.get("a")).isNotDone();
    assertThat(asked).hasSize(2);
  }

  @Test
  void anAnswerThatIsTooOldIsNeverGiven() {
    AnswerCache<String, String> cache = cache(Duration.ofNanos(1));
    CompletableFuture<String> first = cache.get("a");
    asked.getFirst().complete("x");
    assertThat(first.join()).isEqualTo("x");
    assertThat(cache.get("a")).isNotDone();
    asked.getLast().completeExceptionally(new IllegalStateException("down"));
    // Neither what was known before nor what is known to have failed for long.
    assertThat(cache.get("a")).isCompletedExceptionally();
    assertThat(asked).hasSize(2);
  }

  @Test
  void aFailureIsKeptForAMoment() {
    AnswerCache<String, String> cache = cache(Duration.ofHours(1));
    CompletableFuture<String> first = cache.get("a");
    asked.getFirst().completeExceptionally(new IllegalStateException("down"));
    assertThat(first).isCompletedExceptionally();
    for (int i = 0; i < 100; i++) {
      assertThat(cache.get("a")).isCompletedExceptionally();
    }
    assertThat(asked).hasSize(1);
  }

  @Test
  void whoCannotBeAskedFails() {
    AnswerCache<String, String> cache =
        new AnswerCache<>(
            Duration.ofHours(1),
            2,
            _ -> {
              throw new IllegalStateException("no thread");
            });
    assertThat(cache.get("a")).isCompletedExceptionally();
  }

  @Test
  void keepsNoMoreThanItMay() {
    AnswerCache<String, String> cache = cache(Duration.ofHours(1));
    for (String key : List.of("a", "b", "a", "c")) {
      ask(cache, key);
    }
    assertThat(cache.size()).isEqualTo(2);
    assertThat(asked).hasSize(3);
    ask(cache, "a");
    assertThat(asked).hasSize(3);
    ask(cache, "b");
    assertThat(asked).hasSize(4);
  }

  private void ask(AnswerCache<String, String> cache, String key) {
    CompletableFuture<String> answer = cache.get(key);
    asked.forEach(one -> one.complete("x"));
    assertThat(answer.join()).isEqualTo("x");
  }
}
