package io.merganser.server.database;

import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.Connector;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Metadata of a source, remembered for a while: statements name the same tables again and again,
/// and a look-up may cost a round trip. Also what is absent is remembered, in a bounded number.
public final class CachedConnector implements Connector {
  private static final int MOST_ENTRIES = 10_000;

  private final Connector source;
  private final long timeToLiveNanos;
  private final LongSupplier nanoTime;
  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

  /// Remembers until it is told to [#forget].
  public static CachedConnector untilForgotten(Connector source) {
    return new CachedConnector(source, Duration.ofDays(10_000));
  }

  CachedConnector(Connector source, Duration timeToLive) {
    this(source, timeToLive, System::nanoTime);
  }

  CachedConnector(Connector source, Duration timeToLive, LongSupplier nanoTime) {
    this.source = source;
    this.timeToLiveNanos = timeToLive.toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public void check() {
    source.check();
  }

  @Override
  public List<String> schemas() {
    return get(new Key("schemas", "", ""), source::schemas);
  }

  @Override
  public List<String> tables(String schema) {
    return get(new Key("tables", Names.fold(schema), ""), () -> source.tables(schema));
  }

  @Override
  public Optional<TableSchema> findTable(String schema, String table) {
    return get(
        new Key("table", Names.fold(schema), Names.fold(table)),
        () -> source.findTable(schema, table));
  }

  @Override
  public OptionalLong rowCount(String schema, String table) {
    return get(
        new Key("rows", Names.fold(schema), Names.fold(table)),
        () -> source.rowCount(schema, table));
  }

  @Override
  public Map<String, ColumnRange> ranges(String schema, String table) {
    return get(
        new Key("ranges", Names.fold(schema), Names.fold(table)),
        () -> source.ranges(schema, table));
  }

  /// Asks the source anew from now on.
  public void forget() {
    entries.clear();
  }

  @Override
  public void close() {
    source.close();
  }

  @SuppressWarnings("unchecked") // The kind in the key fixes the type of the value.
  private <T> T get(Key key, Supplier<T> load) {
    Entry known = entries.get(key);
    long now = nanoTime.getAsLong();
    if (known != null && now - known.loaded() < timeToLiveNanos) {
      return (T) known.value();
    }
    if (entries.size() >= MOST_ENTRIES) {
      entries.clear();
    }
    T value = load.get();
    entries.put(key, new Entry(value, now));
    return value;
  }

  private record Key(String kind, String schema, String table) {}

  private record Entry(Object value, long loaded) {}
}
