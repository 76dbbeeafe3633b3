package io.merganser.authz;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A digest of all that a decision or a policy depends on.
final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String of(
      Principal principal,
      Claims claims,
      Rights rights,
      List<Grant> limits,
      Set<String> nativeCatalogs) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(Boolean.toString(principal.superuser()));
    fingerprint.addAll("grants", rights.grants());
    fingerprint.addAll("limits", limits);
    fingerprint.addAll("denials", rights.denials());
    fingerprint.addAll("filters", rights.rowFilters());
    fingerprint.addAll("masks", rights.columnMasks());
    fingerprint.addAll("native", nativeCatalogs);
    fingerprint.addAll("scopes", rights.scopes());
    if (!rights.rowFilters().isEmpty() || !rights.columnMasks().isEmpty()) {
      // Only policies ask who it is; others share their plans.
      fingerprint.add(principal.name());
      fingerprint.addAll("attributes", new TreeMap<>(claims.attributes()).entrySet());
      fingerprint.addAll("groups", claims.groups());
    }
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private void addAll(String what, Iterable<?> items) {
    Set<String> sorted = new TreeSet<>();
    items.forEach(item -> sorted.add(render(item)));
    add(what + " " + sorted.size());
    sorted.forEach(this::add);
  }

  private static String render(Object item) {
    return item instanceof Grant(Securable on, Set<Verb> verbs, Columns columns)
        ? on + " " + new TreeSet<>(verbs) + " " + columns
        : item.toString();
  }

  /// With its length, so that no two lists of texts run into one.
  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
