package io.merganser.catalog.store;

import io.merganser.connectors.spi.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A list of names in one column of text: quoted, with commas between. NULL is no list, which is
/// something else than an empty one.
final class QuotedNames {
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"");

  private QuotedNames() {}

  static @Nullable String write(@Nullable List<String> names) {
    return names == null ? null : names.stream().map(Names::quote).collect(Collectors.joining(","));
  }

  static @Nullable List<String> read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1).replace("\"\"", "\""));
    }
    return names;
  }
}
