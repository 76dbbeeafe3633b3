package io.merganser.server.flight;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Things that a client comes back for, under identifiers that cannot be guessed. Bounded: the one
/// unused for longest goes first, and all go that were unused for longer than they may, because
/// clients forget to give things back. Safe for use from any thread.
final class Shelf<T> {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final int most;
  private final Duration idle;
  private final InstantSource clock;
  private final Map<String, Item<T>> items = new LinkedHashMap<>(16, 0.75f, true);

  Shelf(int most, Duration idle, InstantSource clock) {
    this.most = most;
    this.idle = idle;
    this.clock = clock;
  }

  /// @return the identifier it is kept under
  synchronized String put(T value) {
    dropIdle();
    if (items.size() >= most) {
      Iterator<String> eldest = items.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    items.put(id, new Item<>(value, clock.millis()));
    return id;
  }

  synchronized @Nullable T find(String id) {
    dropIdle();
    Item<T> item = items.get(id);
    if (item == null) {
      return null;
    }
    items.put(id, new Item<>(item.value(), clock.millis()));
    return item.value();
  }

  synchronized @Nullable T remove(String id) {
    Item<T> item = items.remove(id);
    return item == null ? null : item.value();
  }

  synchronized void clear() {
    items.clear();
  }

  synchronized int size() {
    dropIdle();
    return items.size();
  }

  /// Access order is order of use, so the idle ones come first.
  private void dropIdle() {
    long before = clock.millis() - idle.toMillis();
    Iterator<Item<T>> eldest = items.values().iterator();
    while (eldest.hasNext() && eldest.next().used() < before) {
      eldest.remove();
    }
  }

  private record Item<T>(T value, long used) {}
}
