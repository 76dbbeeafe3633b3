package io.merganser.authz;

import io.merganser.connectors.spi.TableName;
import java.util.ArrayList;
import java.util.List;

/// Why a principal may or may not do something to a table. The decision is that of the
/// [EffectiveSet], and the facts are those it was made on.
///
/// @param visible whether the table exists for the principal at all
/// @param allowed whether the verb is, be it for a part of the table
/// @param whole whether it is for the table as it is, under no policy
/// @param reason the decision in one sentence
/// @param facts all that are about the table
public record Explanation(
    boolean visible, boolean allowed, boolean whole, String reason, List<Fact> facts) {
  public Explanation {
    facts = List.copyOf(facts);
  }

  /// One grant, denial, row filter or mask that is about the table, by one way to it.
  ///
  /// @param decides whether the decision would or could be another without it
  /// @param note why it does not decide; empty if it does
  public record Fact(
      Kind kind, Securable on, String what, List<String> path, boolean decides, String note) {}

  /// What a fact is.
  public enum Kind {
    GRANT,
    DENIAL,
    ROW_FILTER,
    COLUMN_MASK
  }

  /// @param inherited what the effective set was assembled from
  public static Explanation of(
      EffectiveSet effectiveSet, List<Inherited> inherited, Verb verb, TableName table) {
    List<Fact> facts = new ArrayList<>();
    for (Inherited from : inherited) {
      from.rights().grants().stream()
          .filter(grant -> grant.on().covers(table))
          .forEach(grant -> facts.add(grant(effectiveSet, from, grant, verb, table)));
      from.rights().denials().stream()
          .filter(denial -> denial.on().covers(table))
          .forEach(denial ->
              facts.add(fact(Kind.DENIAL, denial.on(), columns(denial.columns()), from, "")));
      from.rights().rowFilters().stream()
          .filter(filter -> filter.on().covers(table))
          .forEach(
              filter -> facts.add(fact(Kind.ROW_FILTER, filter.on(), filter.name(), from, "")));
      from.rights().columnMasks().stream()
          .filter(mask -> mask.on().covers(table))
          .forEach(mask ->
              facts.add(
                  fact(
                      Kind.COLUMN_MASK,
                      mask.on(),
                      mask.name() + " of column " + mask.column(),
                      from,
                      "")));
    }
    boolean superuser = effectiveSet.principal().superuser();
    boolean allowed = effectiveSet.allows(verb, table);
    boolean whole = effectiveSet.allowsWhole(verb, table);
    return new Explanation(
        effectiveSet.sees(table),
        allowed,
        whole,
        superuser ? "superusers may do everything" : reason(allowed, whole, verb, facts),
        superuser ? facts.stream().map(Explanation::idle).toList() : facts);
  }

  private static Fact grant(
      EffectiveSet effectiveSet, Inherited from, Grant grant, Verb verb, TableName table) {
    String what = grant.verbs().stream().sorted().toList() + " on " + columns(grant.columns());
    String note = "";
    if (!grant.verbs().contains(verb)) {
      note = "it is for other verbs";
    } else if (!effectiveSet.gives(grant, table)) {
      note =
          grant.columns().areNone()
              ? "it is for no column"
              : "`*` in the place of the catalog covers no source";
    }
    return fact(Kind.GRANT, grant.on(), what, from, note);
  }

  private static Fact fact(Kind kind, Securable on, String what, Inherited from, String note) {
    return new Fact(kind, on, what, from.path(), note.isEmpty(), note);
  }

  private static Fact idle(Fact fact) {
    return new Fact(
        fact.kind, fact.on, fact.what, fact.path, false, "it does not hold for superusers");
  }

  private static String reason(boolean allowed, boolean whole, Verb verb, List<Fact> facts) {
    if (whole) {
      return "granted, and no policy is on the table";
    }
    if (allowed) {
      return "granted for a part of the table: columns, rows or values of it are withheld";
    }
    boolean granted = facts.stream().anyMatch(fact -> fact.kind == Kind.GRANT && fact.decides);
    return granted
        ? "a denial of the table outweighs every grant"
        : "nothing grants " + verb + " on the table";
  }

  private static String columns(Columns columns) {
    List<String> names = columns.names();
    return names == null ? "all columns" : "columns " + String.join(", ", names);
  }
}
