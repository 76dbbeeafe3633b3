package io.merganser.planner.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a session has set. Immutable; equal if they mean the same, so that it can be a part of the
/// key of a plan. Values are canonical and differ from what holds where nobody set them.
public final class SessionSettings {
  /// Nothing is set.
  public static final SessionSettings DEFAULT = new SessionSettings(new TreeMap<>());

  private final SortedMap<SessionSetting, String> values;
  private final int hash;

  private SessionSettings(SortedMap<SessionSetting, String> values) {
    this.values = Collections.unmodifiableSortedMap(values);
    this.hash = values.hashCode();
  }

  /// The same with one value changed.
  ///
  /// @param value canonical; null for what holds where nobody set it
  public SessionSettings with(SessionSetting setting, @Nullable String value) {
    TreeMap<SessionSetting, String> changed = new TreeMap<>(values);
    if (value == null || value.equals(setting.otherwise())) {
      changed.remove(setting);
    } else {
      changed.put(setting, value);
    }
    return changed.isEmpty() ? DEFAULT : new SessionSettings(changed);
  }

  /// What holds.
  public String value(SessionSetting setting) {
    return Objects.requireNonNullElse(values.get(setting), setting.otherwise());
  }

  /// Those that the engine has to be told, by its own names.
  public Map<String, String> ofEngine() {
    Map<String, String> engine = new LinkedHashMap<>();
    values.forEach((setting, value) -> {
      if (setting.isOfEngine()) {
        engine.put(setting.written(), value);
      }
    });
    return engine;
  }

  /// Whether a statement may mean something else than it does where nothing is set.
  public boolean changeMeaning() {
    return values.keySet().stream().anyMatch(SessionSetting::isOfEngine);
  }

  /// Whether no other than the time zone changes what a statement means.
  public boolean changeZoneOnly() {
    return values.keySet().stream()
        .allMatch(setting -> setting == SessionSetting.TIME_ZONE || !setting.isOfEngine());
  }

  /// How long a statement of the session may run; null for as long as the server allows.
  public @Nullable Duration statementTimeout() {
    String text = values.get(SessionSetting.STATEMENT_TIMEOUT);
    return text == null ? null : Durations.read(text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof SessionSettings settings && values.equals(settings.values));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
