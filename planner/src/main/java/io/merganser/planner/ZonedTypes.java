package io.merganser.planner;

import io.merganser.connectors.spi.DataType;
import io.merganser.planner.print.HubPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlNode;

/// Tells where moments are, whose reading depends on the time zone of the session.
final class ZonedTypes {
  private static final List<String> WORDS = List.of("TIME ZONE", "TIMESTAMPTZ", "TIMETZ");

  private ZonedTypes() {}

  static boolean isZoned(DataType type) {
    return type.toString().contains("TIME ZONE");
  }

  /// Whether a type of that kind is named somewhere; a text that says the same counts too.
  static boolean areIn(SqlNode tree) {
    String text = HubPrinter.printPlaces(tree, new ArrayList<>()).toUpperCase(Locale.ROOT);
    return WORDS.stream().anyMatch(text::contains);
  }
}
