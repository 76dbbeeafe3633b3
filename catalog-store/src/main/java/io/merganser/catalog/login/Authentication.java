package io.merganser.catalog.login;

import io.merganser.authz.Principal;
import io.merganser.catalog.CatalogError;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.password.Passwords;
import io.merganser.catalog.secret.SecretRef;
import io.merganser.catalog.secret.SecretResolver;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks passwords. Safe for use from any thread.
///
/// With a tenant, the name is one of the tenant's users and never an operator. Without, it is an
/// operator, or else the one user of that name in all tenants: an operator comes first, so that no
/// tenant can lock operators out by naming a user like one. Every failure gives the same answer
/// after the same time, which is that of an Argon2id hash.
public final class Authentication {
  private final CatalogStore store;
  private final SecretResolver secrets;
  private final Passwords passwords = new Passwords();

  public Authentication(CatalogStore store, SecretResolver secrets) {
    this.store = store;
    this.secrets = secrets;
  }

  /// Who that is.
  ///
  /// @throws QueryException [CatalogError#LOGIN_FAILED], whatever the reason; what only the log
  ///   should know is the cause
  public Identity login(String user, Secret password, @Nullable String tenant) {
    Account account = find(user, tenant);
    if (account == null) {
      passwords.pretend();
      throw CatalogError.loginFailed(null);
    }
    if (!matches(password, account.password())) {
      throw CatalogError.loginFailed(null);
    }
    return account.identity();
  }

  /// Who that is, for what operators do to tenants: beside the tenant's users, an operator is one
  /// who may log in with a tenant. The password is tried on an operator first, or pretended to be.
  ///
  /// @throws QueryException as the other does
  public Identity identify(String user, Secret password, @Nullable String tenant) {
    if (tenant != null) {
      Account operator = operator(user);
      boolean matches = matches(password, operator == null ? null : operator.password());
      if (operator != null && matches) {
        return operator.identity();
      }
    }
    return login(user, password, tenant);
  }

  private @Nullable Account find(String user, @Nullable String tenant) {
    if (tenant != null) {
      return store.findUsers(user).stream()
          .filter(found -> Names.fold(found.tenant()).equals(Names.fold(tenant)))
          .map(Authentication::account)
          .findFirst()
          .orElse(null);
    }
    Account operator = operator(user);
    if (operator != null) {
      return operator;
    }
    List<CatalogStore.TenantUser> users = store.findUsers(user);
    return users.size() == 1 ? account(users.getFirst()) : null;
  }

  private @Nullable Account operator(String user) {
    Manifest.SystemUser operator = store.findSystemUser(user).orElse(null);
    if (operator == null) {
      return null;
    }
    Principal principal = new Principal(null, operator.name(), operator.superuser());
    return new Account(new Identity(principal, null), operator.password());
  }

  private static Account account(CatalogStore.TenantUser found) {
    Manifest.User user = found.user();
    Principal principal = new Principal(found.tenant(), user.name(), user.superuser());
    return new Account(new Identity(principal, found.tenant()), user.password());
  }

  private boolean matches(Secret password, @Nullable PasswordSpec expected) {
    return switch (expected) {
      case PasswordSpec.Hash(String hash) -> passwords.matches(password, hash);
      case PasswordSpec.External(SecretRef.External ref) -> passwords.equal(password, resolve(ref));
      case null -> never();
      case PasswordSpec.Plain _, PasswordSpec.Redacted _ -> never();
    };
  }

  private boolean never() {
    passwords.pretend();
    return false;
  }

  private Secret resolve(SecretRef.External ref) {
    try {
      return secrets.resolve(ref);
    } catch (QueryException e) {
      passwords.pretend();
      throw CatalogError.loginFailed(e);
    }
  }

  /// @param password null if there is none to log in with
  private record Account(Identity identity, @Nullable PasswordSpec password) {}
}
