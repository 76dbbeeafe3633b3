package io.merganser.server.openfga;

import io.merganser.connectors.spi.Names;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How our things are called in OpenFGA: a type, and the names that lead there with `/` between, in
/// lower case, with `%` and hexadecimal bytes for all but letters and digits of ASCII and `_.~@+-`.
final class FgaNames {
  static final String USER = "user";
  static final String GROUP = "group";
  static final String POOL = "cluster_group";
  static final String DATABASE = "database";
  static final String CATALOG = "catalog";
  static final String SCHEMA = "schema";
  static final String TABLE = "table";
  static final String MEMBER = "member";

  /// Names in an identifier, the tenant's first.
  static final Map<String, Integer> PARTS =
      Map.of(USER, 2, GROUP, 2, POOL, 2, DATABASE, 2, CATALOG, 3, SCHEMA, 4, TABLE, 5);

  /// OpenFGA takes no longer ones.
  private static final int LONGEST = 256;

  private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789_.~@+-";

  private FgaNames() {}

  static String of(String type, String... names) {
    return of(type, List.of(names));
  }

  static String of(String type, List<String> names) {
    List<String> encoded = names.stream().map(name -> encode(Names.fold(name))).toList();
    return type + ":" + String.join("/", encoded);
  }

  static String members(String tenant, String group) {
    return of(GROUP, tenant, group) + "#" + MEMBER;
  }

  /// Whether OpenFGA can have such a thing at all.
  static boolean fits(String object) {
    return object.length() <= LONGEST;
  }

  /// The names of an identifier of that type; none if it is not one of ours.
  static Optional<List<String>> names(String type, String object) {
    if (!object.startsWith(type + ":")) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (String part : object.substring(type.length() + 1).split("/", -1)) {
      try {
        names.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
    // A table that is called `*` must not be taken for all of its schema.
    boolean whole =
        names.size() == PARTS.getOrDefault(type, 0)
            && names.stream().noneMatch(name -> name.isEmpty() || name.equals("*"));
    return whole ? Optional.of(names) : Optional.empty();
  }

  private static String encode(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf(one) >= 0) {
        encoded.append((char) one);
      } else {
        encoded.append('%').append("%02X".formatted(one));
      }
    }
    return encoded.toString();
  }
}
