package io.merganser.tests.federate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Statements from files beside the class: each starts with a line `-- name`, with `(ordered)` at
/// its end where the order of rows counts.
record Case(String name, boolean ordered, String sql) {

  static String text(String file) {
    try (InputStream in = Case.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Case> of(String file) {
    List<Case> all = new ArrayList<>();
    for (String part : text(file).split("(?m)^-- ", -1)) {
      if (!part.isBlank()) {
        int end = part.indexOf('\n');
        String name = part.substring(0, end).strip();
        boolean ordered = name.endsWith("(ordered)");
        String sql = part.substring(end + 1).strip();
        all.add(
            new Case(
                name.replace("(ordered)", "").strip(),
                ordered,
                sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql));
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
