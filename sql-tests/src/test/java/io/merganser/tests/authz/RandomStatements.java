package io.merganser.tests.authz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// Statements over tables under policies, the same ones for the same seed. Many raise an error on
/// some row, name what is hidden, or tell about rows in roundabout ways; each has one answer,
/// whatever order rows come in.
final class RandomStatements {
  /// A table and its columns by kind.
  private record Table(String name, List<String> numbers, List<String> texts) {}

  private static final List<Table> READABLE =
      List.of(
          new Table(
              "parts.main.orders",
              List.of("id", "amount"),
              List.of("note", "mail", "owner", "region")),
          new Table("orders", List.of("id", "amount"), List.of("note", "mail", "region")),
          new Table("items", List.of("order_id", "qty", "price"), List.of("label")),
          new Table("free", List.of("n"), List.of("t")),
          new Table(
              "crm.main.customer", List.of("id", "amount"), List.of("note", "mail", "region")));

  private static final List<String> RAISING =
      List.of(
          "CAST(%s AS INTEGER)",
          "CAST(error(%s) AS INTEGER)",
          "length(CAST(%s AS DATE)::VARCHAR)",
          "CAST(concat(%s, '0') AS BIGINT)",
          "CASE WHEN %1$s LIKE 'CAN%%' THEN CAST(%1$s AS INTEGER) ELSE 1 END");
  private static final List<String> HIDDEN =
      List.of("secret", "rowid", "merganser_place", "merganser_row");

  private final Random random;

  RandomStatements(long seed) {
    this.random = new Random(seed);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  /// A query.
  String query() {
    return query(2);
  }

  private String query(int depth) {
    if (once(12)) {
      return query(depth - 1, "SELECT * FROM (" + select(depth) + ") AS q");
    }
    if (once(10)) {
      return "WITH w AS (" + select(depth) + ") SELECT count(*) FROM w";
    }
    if (once(10)) {
      return "SELECT count(*) FROM (("
          + count(depth)
          + ") "
          + one(List.of("UNION ALL", "EXCEPT", "INTERSECT", "UNION"))
          + " ("
          + count(depth)
          + "))";
    }
    return select(depth);
  }

  private String query(int depth, String otherwise) {
    return depth > 1 ? select(depth) : otherwise;
  }

  private String count(int depth) {
    Table table = one(READABLE);
    return "SELECT "
        + number("a", table, depth)
        + " FROM "
        + table.name
        + " AS a WHERE "
        + predicate("a", table, depth);
  }

  private String select(int depth) {
    Table table = one(READABLE);
    if (once(4)) {
      return aggregate(table, depth);
    }
    if (once(4)) {
      return join(table, one(READABLE), depth);
    }
    String items =
        once(3) ? "*" : number("a", table, depth) + " AS x, " + text("a", table) + " AS y";
    return (once(8) ? "SELECT DISTINCT " : "SELECT ")
        + items
        + " FROM "
        + table.name
        + " AS a"
        + where("a", table, depth)
        + (once(4) ? " ORDER BY ALL LIMIT " + random.nextInt(4) : "");
  }

  private String aggregate(Table table, int depth) {
    String function =
        one(
            List.of(
                "count(%s)",
                "max(%s)", "min(%s)", "count(DISTINCT %s)", "sum(%s)", "bool_or(%s > 3)"));
    String value = function.formatted(number("a", table, depth));
    return once(2)
        ? "SELECT " + value + " AS v FROM " + table.name + " AS a" + where("a", table, depth)
        : "SELECT "
            + text("a", table)
            + " AS k, "
            + value
            + " AS v FROM "
            + table.name
            + " AS a"
            + where("a", table, depth)
            + " GROUP BY ALL"
            + (once(3) ? " HAVING count(*) > 1" : "");
  }

  private String join(Table left, Table right, int depth) {
    String kind = one(List.of("JOIN", "LEFT JOIN", "FULL JOIN"));
    return "SELECT count(*), min("
        + number("a", left, depth - 1)
        + ") AS m FROM "
        + left.name
        + " AS a "
        + kind
        + " "
        + right.name
        + " AS b ON "
        + one(List.of("a.%1$s = b.%2$s", "a.%1$s = b.%2$s AND a.%1$s > 1"))
            .formatted(one(left.numbers), one(right.numbers))
        + where("a", left, depth);
  }

  private String where(String alias, Table table, int depth) {
    return once(4) ? "" : " WHERE " + predicate(alias, table, depth);
  }

  private String predicate(String alias, Table table, int depth) {
    if (depth > 0 && once(5)) {
      return "("
          + predicate(alias, table, depth - 1)
          + one(List.of(" AND ", " OR "))
          + predicate(alias, table, depth - 1)
          + ")";
    }
    if (depth > 0 && once(6)) {
      Table other = one(READABLE);
      return one(List.of("", "NOT "))
          + "EXISTS (SELECT 1 FROM "
          + other.name
          + " AS s WHERE s."
          + one(other.numbers)
          + " = "
          + alias
          + "."
          + one(table.numbers)
          + ")";
    }
    if (depth > 0 && once(6)) {
      Table other = one(READABLE);
      return alias
          + "."
          + one(table.numbers)
          + one(List.of(" IN (SELECT ", " NOT IN (SELECT ", " >= ALL (SELECT "))
          + "s."
          + one(other.numbers)
          + " FROM "
          + other.name
          + " AS s)";
    }
    return switch (random.nextInt(6)) {
      case 0 ->
          number(alias, table, depth)
              + one(List.of(" > ", " = ", " <> ", " < "))
              + random.nextInt(40);
      case 1 -> text(alias, table) + " LIKE '" + one(List.of("%", "C%", "%A%", "x%", "1")) + "'";
      case 2 -> text(alias, table) + " IS " + one(List.of("", "NOT ")) + "NULL";
      case 3 ->
          alias
              + "."
              + one(table.numbers)
              + " BETWEEN "
              + random.nextInt(5)
              + " AND "
              + random.nextInt(200);
      case 4 -> alias + "." + one(table.texts) + " IN ('EU', '1', 'clerk', 'CANARY')";
      default -> number(alias, table, depth) + " < " + number(alias, table, depth);
    };
  }

  private String number(String alias, Table table, int depth) {
    if (once(6)) {
      return one(RAISING).formatted(alias + "." + one(table.texts));
    }
    if (depth > 0 && once(8)) {
      Table other = one(READABLE);
      return "(SELECT max(s." + one(other.numbers) + ") FROM " + other.name + " AS s)";
    }
    if (once(8)) {
      return "length(" + text(alias, table) + ")";
    }
    return once(4)
        ? alias + "." + one(table.numbers) + one(List.of(" + 1", " * 2", " % 3"))
        : alias + "." + one(table.numbers);
  }

  private String text(String alias, Table table) {
    if (once(30)) {
      return alias + "." + one(HIDDEN);
    }
    return once(4)
        ? one(List.of("upper(%s)", "left(%s, 2)", "concat(%s, '-')", "coalesce(%s, 'none')"))
            .formatted(alias + "." + one(table.texts))
        : alias + "." + one(table.texts);
  }

  /// A change of rows.
  String change() {
    Table table = one(READABLE.subList(0, 3));
    boolean orders = table.name.endsWith("orders");
    return switch (random.nextInt(orders ? 4 : 3)) {
      case 0 ->
          "UPDATE " + table.name + " AS a SET " + assignments(table, orders) + where("a", table, 1);
      case 1 ->
          "DELETE FROM "
              + table.name
              + " AS a WHERE "
              + predicate("a", table, 1)
              + " AND a."
              + one(table.numbers)
              + " % 5 = "
              + random.nextInt(5);
      case 2 ->
          orders
              ? "INSERT INTO "
                  + table.name
                  + "(id, owner, amount, note, region) SELECT "
                  + number("a", table, 1)
                  + ", "
                  + one(List.of("'clerk'", "a.owner", "a.note", "'other'"))
                  + ", 3, "
                  + text("a", table)
                  + ", a.region FROM "
                  + READABLE.get(0).name
                  + " AS a WHERE "
                  + predicate("a", table, 1)
                  + " AND a.id < 9"
              : "INSERT INTO items(order_id, qty, price, label) SELECT "
                  + one(List.of("1", "n", "n + 3"))
                  + ", n - 1, 2.5, "
                  + one(List.of("t", "'new'", "'hidden'"))
                  + " FROM free";
      default ->
          "UPDATE orders AS a SET note = b.label FROM items AS b WHERE b.order_id = a.id AND b.qty"
              + " = 1 AND "
              + predicate("a", table, 1);
    };
  }

  private String assignments(Table table, boolean orders) {
    List<String> columns =
        new ArrayList<>(orders ? List.of("amount", "note") : List.of("qty", "label"));
    if (once(5)) {
      columns.add(orders ? one(List.of("owner", "mail", "secret", "region")) : "price");
    }
    return columns.stream()
        .limit(1 + random.nextInt(columns.size()))
        .map(column ->
            column
                + " = "
                + (List.of("note", "label", "owner", "region", "mail", "secret").contains(column)
                    ? text("a", table)
                    : number("a", table, 1)))
        .collect(Collectors.joining(", "));
  }
}
