package io.merganser.server.openfga;

import io.merganser.connectors.spi.Names;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether a tuple says something about our things: a wrong number of names would grant nothing and
/// tell nobody. Types that are not ours are left to the model.
public final class TupleCheck {
  private TupleCheck() {}

  /// What is wrong with the tuple, if anything is.
  public static Optional<String> problem(Tuple tuple) {
    if (tuple.relation().isBlank()) {
      return Optional.of("the relation is empty");
    }
    return Stream.of(tuple.user(), tuple.object())
        .flatMap(name -> problem(name).stream())
        .findFirst();
  }

  private static Optional<String> problem(String name) {
    String type = type(name);
    if (type.isEmpty()) {
      return Optional.of("`" + name + "` is not of the form type:id");
    }
    Integer parts = FgaNames.PARTS.get(type);
    if (parts == null || FgaNames.names(type, thing(name)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of("`" + name + "` is not of the form " + type + ":" + form(parts));
  }

  private static String form(int parts) {
    return switch (parts) {
      case 2 -> "tenant/name";
      case 3 -> "tenant/database/catalog";
      case 4 -> "tenant/database/catalog/schema";
      default -> "tenant/database/catalog/schema/table";
    };
  }

  /// The same with names as we ask for them.
  public static Tuple canonical(Tuple tuple) {
    return new Tuple(canonical(tuple.user()), tuple.relation(), canonical(tuple.object()));
  }

  private static String canonical(String name) {
    String type = type(name);
    String thing = thing(name);
    return FgaNames.names(type, thing)
        .map(names -> FgaNames.of(type, names) + name.substring(thing.length()))
        .orElse(name);
  }

  /// Whether both sides of the tuple are of that tenant.
  public static boolean isOf(String tenant, Tuple tuple) {
    return isOf(tenant, tuple.user()) && isOf(tenant, tuple.object());
  }

  /// Whether that is a thing of ours of that tenant.
  public static boolean isOf(String tenant, String name) {
    return FgaNames.names(type(name), thing(name))
        .map(List::getFirst)
        .filter(first -> Names.fold(first).equals(Names.fold(tenant)))
        .isPresent();
  }

  private static String type(String name) {
    int colon = name.indexOf(':');
    return colon <= 0 || colon == name.length() - 1 ? "" : name.substring(0, colon);
  }

  /// Without the relation of a set of users.
  private static String thing(@Nullable String name) {
    if (name == null) {
      return "";
    }
    int relation = name.indexOf('#');
    return relation < 0 ? name : name.substring(0, relation);
  }
}
