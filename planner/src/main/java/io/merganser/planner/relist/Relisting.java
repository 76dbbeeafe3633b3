package io.merganser.planner.relist;

import io.merganser.connectors.spi.Names;
import io.merganser.planner.HubParser;
import io.merganser.planner.PlannerErrors;
import io.merganser.planner.analyze.AllowedFunctions;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.parser.DuckOperators;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/// Compares what a printed text names with what was authorized, so that a fault in our printer ends
/// in an error and not in a table that nobody decided on.
///
/// The text must name exactly the tables that it is expected to, each one under a policy only
/// within the text of its fence, and besides these only its own common table expressions; it must
/// call reviewed functions only, and be one statement.
public final class Relisting {
  private final HubParser parser;
  private final KnownShapes shapes = new KnownShapes();
  private final AllowedFunctions functions = AllowedFunctions.reviewed();

  public Relisting(HubParser parser) {
    this.parser = parser;
  }

  /// A table that a text may name.
  ///
  /// @param name its parts, quoted, with dots between
  /// @param fence the text that must stand around it, or empty
  public record Expected(String name, String fence) {
    public static Expected bare(String name) {
      return new Expected(Names.quote(name), "");
    }
  }

  /// Refuses a text that names less or more than it is expected to.
  ///
  /// @throws io.merganser.connectors.spi.QueryException
  ///   [PLAN_MISMATCH][io.merganser.planner.PlannerError#PLAN_MISMATCH]
  public void check(String sql, Collection<Expected> expected) {
    check(sql, expected, true);
  }

  /// Refuses a text that names more than is expected.
  public void checkWithin(String sql, Collection<Expected> expected) {
    check(sql, expected, false);
  }

  private void check(String sql, Collection<Expected> expected, boolean all) {
    KnownShapes.Shape shape = KnownShapes.shape(sql, expected, all);
    Map<String, Integer> fences = shapes.find(shape);
    if (fences == null) {
      Listing listing = list(sql);
      fences = compare(listing, expected, all);
      checkFences(sql, fences);
      if (listing.relations().stream().allMatch(found -> sql.contains(found.name()))) {
        shapes.add(shape, fences);
      }
    } else {
      checkFences(sql, fences);
    }
  }

  /// @return how often each fence must be in the text
  private Map<String, Integer> compare(
      Listing listing, Collection<Expected> expected, boolean all) {
    if (!listing.strange().isEmpty()) {
      throw PlannerErrors.planMismatch("it has " + new TreeSet<>(listing.strange()));
    }
    Map<String, Integer> fences = checkRelations(listing, expected);
    for (Listing.Function function : listing.functions()) {
      boolean known = function.operator() || functions.allows(function.name());
      require(known && isOfEngine(function), "it calls " + function.name());
    }
    for (Listing.Function function : listing.tableFunctions()) {
      require(
          functions.allowsInFrom(function.name()) && isOfEngine(function),
          "it calls " + function.name() + " in FROM");
    }
    for (Expected table : expected) {
      require(
          !all || listing.relations().stream().anyMatch(found -> found.name().equals(table.name)),
          "it does not name " + table.name);
    }
    return fences;
  }

  private Listing list(String sql) {
    try {
      return Listing.read(parser.parse(ParserText.of(sql)));
    } catch (IllegalArgumentException e) {
      throw PlannerErrors.planMismatch("it is not one query: " + e.getMessage());
    }
  }

  private static Map<String, Integer> checkRelations(
      Listing listing, Collection<Expected> expected) {
    Map<String, Expected> byName = new HashMap<>();
    expected.forEach(each -> byName.put(each.name, each));
    Map<String, Integer> fenced = new HashMap<>();
    for (Listing.Relation found : listing.relations()) {
      Expected match = byName.get(found.name());
      if (match == null) {
        require(isCommonTable(found, listing), "it names " + found.name());
      } else if (!match.fence.isEmpty()) {
        require(
            found.alias().equals(TableReference.POLICY_MARK),
            "it names " + found.name() + " outside of its fence");
        fenced.merge(match.fence, 1, Integer::sum);
      }
    }
    return fenced;
  }

  private static void checkFences(String sql, Map<String, Integer> fences) {
    fences.forEach(
        (fence, count) -> require(count(sql, fence) == count, "a fence is not as it should be"));
  }

  /// How often a part occurs in a text.
  public static int count(String sql, String part) {
    int count = 0;
    for (int at = sql.indexOf(part); at >= 0; at = sql.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  /// `recurring.t` is what a recursive table has so far.
  private static boolean isCommonTable(Listing.Relation found, Listing listing) {
    boolean reachable =
        found.parts() == 1 || (found.parts() == 2 && found.schema().equalsIgnoreCase("recurring"));
    return reachable && listing.commonTables().contains(Names.fold(found.table()));
  }

  private static boolean isOfEngine(Listing.Function function) {
    return function.schema().isEmpty()
        || DuckOperators.ENGINE_SCHEMAS.contains(Names.fold(function.schema()));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw PlannerErrors.planMismatch(otherwise);
    }
  }
}
