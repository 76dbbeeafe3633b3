package io.merganser.planner.relist;

import io.merganser.planner.LiteralFreeText;
import io.merganser.planner.relist.Relisting.Expected;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Texts that passed, without their literals: what differs in these only, names the same. Whoever
/// adds one has made sure that no literal in it names a table, as in `FROM 'file'`. Bounded; safe
/// for use from any thread.
final class KnownShapes {
  private static final int MOST = 1_000;
  private static final int LONGEST_TEXT = 32 << 10;

  private final Map<Shape, Map<String, Integer>> shapes =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Map<String, Integer>> eldest) {
          return size() > MOST;
        }
      };

  /// A text without its literals, and what was expected of it.
  ///
  /// @param text empty if it is too long to be kept
  record Shape(String text, Set<Expected> expected, boolean all) {}

  static Shape shape(String sql, Collection<Expected> expected, boolean all) {
    String text = sql.length() > LONGEST_TEXT ? "" : LiteralFreeText.of(sql);
    return new Shape(text, Set.copyOf(expected), all);
  }

  /// How often each fence must be in the text; null if nothing of the shape has passed.
  @Nullable Map<String, Integer> find(Shape shape) {
    synchronized (shapes) {
      return shape.text.isEmpty() ? null : shapes.get(shape);
    }
  }

  void add(Shape shape, Map<String, Integer> fences) {
    if (!shape.text.isEmpty()) {
      synchronized (shapes) {
        shapes.put(shape, Map.copyOf(fences));
      }
    }
  }
}
