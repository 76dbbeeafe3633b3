package io.merganser.server.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private Instant now = Instant.EPOCH;
  private final InstantSource clock = () -> now;
  private final Shelf<String> shelf = new Shelf<>(3, Duration.ofMinutes(10), clock);

  @Test
  void whatIsPutIsFoundUntilRemoved() {
    String id = shelf.put("a");
    assertThat(shelf.find(id)).isEqualTo("a");
    assertThat(shelf.remove(id)).isEqualTo("a");
    assertThat(shelf.find(id)).isNull();
    assertThat(shelf.find("nonsense")).isNull();
  }

  @Test
  void theOneUnusedForLongestGoesFirst() {
    String a = shelf.put("a");
    String b = shelf.put("b");
    String c = shelf.put("c");
    shelf.find(a);
    String d = shelf.put("d");
    assertThat(shelf.find(b)).isNull();
    assertThat(shelf.find(a)).isEqualTo("a");
    assertThat(shelf.find(c)).isEqualTo("c");
    assertThat(shelf.find(d)).isEqualTo("d");
  }

  @Test
  void whatIsIdleForTooLongGoesAndUseKeepsIt() {
    String idle = shelf.put("idle");
    String used = shelf.put("used");
    now = now.plus(Duration.ofMinutes(9));
    assertThat(shelf.find(used)).isEqualTo("used");
    now = now.plus(Duration.ofMinutes(9));
    assertThat(shelf.size()).isEqualTo(1);
    assertThat(shelf.find(idle)).isNull();
    assertThat(shelf.find(used)).isEqualTo("used");
  }

  @Test
  void identifiersCannotBeGuessed() {
    assertThat(shelf.put("a")).hasSize(24).isNotEqualTo(shelf.put("a"));
  }
}
