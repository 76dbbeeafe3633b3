package io.merganser.catalog.store;

import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.secret.SecretRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of the store may be shown: all but secrets and hashes of passwords.
final class Redaction {
  private Redaction() {}

  static Manifest redact(Snapshot stored) {
    return new Manifest(
        stored.tenants().stream().map(Redaction::tenant).toList(),
        new Manifest.SystemRealm(
            stored.systemUsers().stream()
                .map(user ->
                    new Manifest.SystemUser(
                        user.name(), password(user.password()), user.superuser()))
                .toList()));
  }

  private static Manifest.Tenant tenant(Manifest.Tenant tenant) {
    return new Manifest.Tenant(
        tenant.name(),
        tenant.databases().stream().map(Redaction::database).toList(),
        tenant.roles(),
        tenant.groups(),
        tenant.users().stream()
            .map(user ->
                new Manifest.User(
                    user.name(),
                    password(user.password()),
                    user.superuser(),
                    user.attributes(),
                    user.roles(),
                    user.groups()))
            .toList());
  }

  private static Manifest.Database database(Manifest.Database database) {
    return database.withSources(database.sources().stream().map(Redaction::source).toList());
  }

  private static Manifest.Source source(Manifest.Source source) {
    Map<String, SecretRef> secrets = new LinkedHashMap<>();
    source
        .secrets()
        .forEach((name, ref) ->
            secrets.put(name, ref instanceof SecretRef.Value ? new SecretRef.Redacted() : ref));
    return new Manifest.Source(
        source.alias(),
        source.type(),
        source.mode(),
        source.readOnly(),
        source.disabled(),
        source.description(),
        source.options(),
        secrets);
  }

  private static @Nullable PasswordSpec password(@Nullable PasswordSpec password) {
    return switch (password) {
      case null -> null;
      case PasswordSpec.External external -> external;
      case PasswordSpec.Hash _, PasswordSpec.Plain _, PasswordSpec.Redacted _ ->
          new PasswordSpec.Redacted();
    };
  }
}
