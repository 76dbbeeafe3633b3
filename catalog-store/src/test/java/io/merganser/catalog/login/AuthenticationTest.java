package io.merganser.catalog.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.merganser.authz.Principal;
import io.merganser.catalog.CatalogError;
import io.merganser.catalog.manifest.TestingManifests;
import io.merganser.catalog.secret.SecretResolver;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.catalog.store.StoreSettings;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTest {
  @TempDir Path folder;
  private CatalogStore store;
  private Authentication authentication;

  @BeforeEach
  void open() {
    store = CatalogStore.open(StoreSettings.of("jdbc:sqlite:" + folder.resolve("store.db")));
    store.apply(
        TestingManifests.read(
            """
            tenants:
              - name: Acme
                users:
                  - { name: Alice, password: { value: a }, superuser: true }
                  - { name: both, password: { value: acme } }
                  - { name: root, password: { value: acme-root } }
                  - { name: external, password: { externalRef: "env:EXTERNAL" } }
                  - { name: unresolved, password: { externalRef: "env:ABSENT" } }
                  - { name: without }
              - name: other
                users: [ { name: both, password: { value: other } } ]
            system:
              users: [ { name: root, password: { value: r }, superuser: true } ]
            """));
    authentication = new Authentication(store, new SecretResolver(Map.of("EXTERNAL", "e"), folder));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void findsTheOneUserOfThatName() {
    Identity alice = new Identity(new Principal("Acme", "Alice", true), "Acme");
    assertThat(login("alice", "a", null)).isEqualTo(alice);
    assertThat(login("ALICE", "a", "acme")).isEqualTo(alice);
    assertThat(login("external", "e", null).tenant()).isEqualTo("Acme");
  }

  @Test
  void needsTheTenantWhereSeveralHaveTheName() {
    assertFails("both", "acme", null);
    assertThat(login("both", "acme", "acme").tenant()).isEqualTo("Acme");
    assertThat(login("both", "other", "other").tenant()).isEqualTo("other");
    assertFails("both", "other", "acme");
  }

  @Test
  void keepsOperatorsAndTenantsApart() {
    assertThat(login("root", "r", null))
        .isEqualTo(new Identity(new Principal(null, "root", true), null));
    assertFails("root", "acme-root", null);
    assertThat(login("root", "acme-root", "acme").principal())
        .isEqualTo(new Principal("Acme", "root", false));
    assertFails("root", "r", "acme");
    assertFails("root", "r", "other");
    assertFails("root", "r", "");
    assertFails("root", "r", "system");
  }

  @Test
  void answersEveryFailureAlike() {
    QueryException wrong = assertFails("alice", "b", "acme");
    for (QueryException other :
        new QueryException[] {
          assertFails("alice", "", "acme"),
          assertFails("alice", "a", "absent"),
          assertFails("nobody", "a", "acme"),
          assertFails("nobody", "a", null),
          assertFails("without", "", null),
          assertFails("unresolved", "", null),
          assertFails("external", "x", null),
          assertFails("both", "acme", null),
        }) {
      assertThat(other.render()).isEqualTo(wrong.render());
    }
    assertThat(assertFails("unresolved", "x", null)).hasCauseInstanceOf(QueryException.class);
  }

  private QueryException assertFails(String user, String password, @Nullable String tenant) {
    QueryException e =
        catchThrowableOfType(QueryException.class, () -> login(user, password, tenant));
    assertThat(e.code()).isEqualTo(CatalogError.LOGIN_FAILED);
    assertThat(e.code().sqlState()).isEqualTo("28P01");
    return e;
  }

  private Identity login(String user, String password, @Nullable String tenant) {
    return authentication.login(user, new Secret(password), tenant);
  }
}
