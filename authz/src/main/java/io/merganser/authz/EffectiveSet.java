package io.merganser.authz;

import io.merganser.connectors.spi.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What a principal may do now. Immutable; deny by default. To may-see something is to may-do
/// anything within it: what cannot be seen is absent from names, metadata and messages alike.
public final class EffectiveSet {
  private final Principal principal;
  private final List<Grant> grants;
  private final String fingerprint;

  public EffectiveSet(Principal principal, List<Grant> grants) {
    this.principal = principal;
    this.grants = List.copyOf(grants);
    this.fingerprint = digest(principal, this.grants);
  }

  public Principal principal() {
    return principal;
  }

  public boolean allows(Verb verb, TableName table) {
    return principal.superuser()
        || grants.stream()
            .anyMatch(grant -> grant.verbs().contains(verb) && grant.on().covers(table));
  }

  /// Whether the table exists for the principal at all.
  public boolean sees(TableName table) {
    return principal.superuser() || grants.stream().anyMatch(grant -> grant.on().covers(table));
  }

  public boolean sees(String catalog, String schema) {
    return principal.superuser()
        || grants.stream().anyMatch(grant -> grant.on().reaches(catalog, schema));
  }

  public boolean sees(String catalog) {
    return principal.superuser() || grants.stream().anyMatch(grant -> grant.on().reaches(catalog));
  }

  /// Equal for equal rights; plans are cached under it.
  public String fingerprint() {
    return fingerprint;
  }

  private static String digest(Principal principal, List<Grant> grants) {
    StringBuilder text = new StringBuilder().append(principal.superuser()).append('\n');
    grants.stream()
        .map(EffectiveSet::render)
        .sorted()
        .forEach(line -> text.append(line).append('\n'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String render(Grant grant) {
    return grant.on() + " " + grant.verbs().stream().sorted().toList();
  }
}
