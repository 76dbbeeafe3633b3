package io.merganser.bench.tpcds;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Evaluates the `define NAME = expression;` lines of a template. A value is a list, of one element
/// but for `ulist`; `[NAME]` is the first, `[NAME.3]` the third.
final class Definitions {
  private static final int ATTEMPTS = 100;
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\"[^\"]*\"|\\[[^\\]]*\\]|[0-9]+|[A-Za-z_][A-Za-z_0-9]*|[-+*/(){},])");

  private final Map<String, List<String>> values = new HashMap<>();
  private final Choices choices;
  private final SplittableRandom random;

  private List<String> tokens = List.of();
  private int at;

  Definitions(Choices choices, long seed) {
    this.choices = choices;
    this.random = new SplittableRandom(seed);
  }

  void define(String name, String expression) throws SQLException {
    List<String> read = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(expression);
    while (matcher.lookingAt()) {
      read.add(matcher.group(1));
      matcher.region(matcher.end(), expression.length());
    }
    tokens = read;
    at = 0;
    values.put(name.toUpperCase(Locale.ROOT), sum());
  }

  /// The value of `NAME` or `NAME.n`.
  String value(String reference) {
    int dot = reference.indexOf('.');
    String name = dot < 0 ? reference : reference.substring(0, dot);
    List<String> list = values.get(name.toUpperCase(Locale.ROOT));
    if (list == null) {
      throw new IllegalArgumentException("[" + reference + "] is not defined");
    }
    int place = dot < 0 ? 1 : Integer.parseInt(reference.substring(dot + 1));
    return list.get((place - 1) % list.size());
  }

  private String next() {
    return tokens.get(at++);
  }

  private boolean skip(String token) {
    boolean found = at < tokens.size() && tokens.get(at).equals(token);
    at += found ? 1 : 0;
    return found;
  }

  private List<String> sum() throws SQLException {
    List<String> left = product();
    while (true) {
      if (skip("+")) {
        left = List.of(left.getFirst() + product().getFirst()); // Only ever used on text.
      } else if (skip("-")) {
        left = List.of(Long.toString(number(left) - number(product())));
      } else {
        return left;
      }
    }
  }

  private List<String> product() throws SQLException {
    List<String> left = term();
    while (true) {
      if (skip("/")) {
        left = List.of(Long.toString(number(left) / number(term())));
      } else if (skip("*")) {
        left = List.of(Long.toString(number(left) * number(term())));
      } else {
        return left;
      }
    }
  }

  private List<String> term() throws SQLException {
    String token = next();
    return switch (token.charAt(0)) {
      case '"' -> List.of(token.substring(1, token.length() - 1));
      case '[' -> List.of(value(token.substring(1, token.length() - 1)));
      case '-' -> List.of("-" + next());
      default -> skip("(") ? call(token.toLowerCase(Locale.ROOT)) : List.of(token);
    };
  }

  private List<String> call(String function) throws SQLException {
    if (function.equals("ulist")) {
      return uniqueList();
    }
    List<String> arguments = new ArrayList<>();
    do {
      arguments.add(skip("{") ? weighted() : sum().getFirst());
    } while (skip(","));
    skip(")");
    return List.of(
        switch (function) {
          case "random" -> between(arguments);
          case "text" -> arguments.get(random.nextInt(arguments.size()));
          case "dist" -> any(arguments);
          case "distmember" ->
              choices.member(
                  arguments.get(0),
                  Long.parseLong(arguments.get(1)),
                  Integer.parseInt(arguments.get(2)));
          case "rowcount" -> Long.toString(choices.count(arguments));
          case "date" -> date(arguments);
          default -> throw new IllegalArgumentException(function);
        });
  }

  /// A choice of `text`: what to choose and its weight, which is 1 everywhere.
  private String weighted() throws SQLException {
    String choice = sum().getFirst();
    skip(",");
    sum();
    skip("}");
    return choice;
  }

  private String between(List<String> bounds) {
    long low = Long.parseLong(bounds.get(0));
    long high = Long.parseLong(bounds.get(1));
    return Long.toString(random.nextLong(Math.min(low, high), Math.max(low, high) + 1));
  }

  private String any(List<String> arguments) throws SQLException {
    // The last argument names the weights, which the tables follow already.
    List<String> all = choices.any(arguments.get(0), Integer.parseInt(arguments.get(1)));
    return all.get(random.nextInt(all.size()));
  }

  private String date(List<String> bounds) {
    LocalDate first = day(bounds.get(0));
    long days = day(bounds.get(1)).toEpochDay() - first.toEpochDay();
    return first.plusDays(random.nextLong(days + 1)).toString();
  }

  private static LocalDate day(String text) {
    String[] parts = text.split("-", -1);
    return LocalDate.of(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  /// `ulist(expression, n)`: different values, as far as there are so many.
  private List<String> uniqueList() throws SQLException {
    int start = at;
    List<String> list = new ArrayList<>();
    int wanted = 1;
    for (int attempt = 0; list.size() < wanted && attempt < ATTEMPTS * wanted; attempt++) {
      at = start;
      String value = sum().getFirst();
      skip(",");
      wanted = Integer.parseInt(sum().getFirst());
      skip(")");
      if (!list.contains(value)) {
        list.add(value);
      }
    }
    return list;
  }

  private static long number(List<String> value) {
    return Long.parseLong(value.getFirst());
  }
}
