package io.merganser.catalog.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.catalog.CatalogError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @TempDir Path folder;

  @Test
  void resolvesValuesVariablesAndFiles() throws IOException {
    Path absolute = Files.writeString(folder.resolve("a"), "from file\n");
    Files.writeString(folder.resolve("b"), " two\nlines \r\n");
    SecretResolver resolver = new SecretResolver(Map.of("X", "from env"), folder);
    assertThat(resolver.resolve(new SecretRef.Value(new Secret("v"))).reveal()).isEqualTo("v");
    assertThat(reveal(resolver, "env:X")).isEqualTo("from env");
    assertThat(reveal(resolver, "file:" + absolute)).isEqualTo("from file");
    assertThat(reveal(resolver, "file:b")).isEqualTo(" two\nlines ");
  }

  @Test
  void seesARotatedFileAtOnce() throws IOException {
    SecretResolver resolver = new SecretResolver(Map.of(), folder);
    Files.writeString(folder.resolve("a"), "old");
    assertThat(reveal(resolver, "file:a")).isEqualTo("old");
    Files.writeString(folder.resolve("a"), "new");
    assertThat(reveal(resolver, "file:a")).isEqualTo("new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"env:ABSENT", "env:EMPTY", "file:absent", "file:.", "file:empty", "file:big"})
  void namesTheReferenceThatLeadsNowhere(String reference) throws IOException {
    Files.writeString(folder.resolve("empty"), "\n");
    Files.writeString(folder.resolve("big"), "x".repeat(70_000));
    SecretResolver resolver = new SecretResolver(Map.of("EMPTY", ""), folder);
    assertThatThrownBy(() -> reveal(resolver, reference))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(CatalogError.SECRET_UNRESOLVED);
              assertThat(e).hasMessageContaining("`" + reference + "`");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X", "env:", "file:", "vault:x", ":x", "ENV:x"})
  void refusesReferencesOfAnotherForm(String reference) {
    assertThatThrownBy(() -> SecretRef.External.parse(reference))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`env:NAME` or `file:PATH`");
  }

  @Test
  void decryptsWithTheSameKeyAtTheSamePlaceOnly() throws GeneralSecurityException {
    byte[] key = new byte[SecretCipher.KEY_BYTES];
    SecretCipher cipher = new SecretCipher(key);
    Secret secret = new Secret("grün");
    String encrypted = cipher.encrypt(secret, "here");
    assertThat(encrypted).doesNotContain("grün").isNotEqualTo(cipher.encrypt(secret, "here"));
    assertThat(cipher.decrypt(encrypted, "here")).isEqualTo(secret);
    assertThatThrownBy(() -> cipher.decrypt(encrypted, "there"))
        .isInstanceOf(GeneralSecurityException.class);
    byte[] other = key.clone();
    other[0] = 1;
    assertThatThrownBy(() -> new SecretCipher(other).decrypt(encrypted, "here"))
        .isInstanceOf(GeneralSecurityException.class);
    for (String damaged : new String[] {"", "v1:", "v1:?", "v2:AAAA", "v1:AAAA"}) {
      assertThatThrownBy(() -> cipher.decrypt(damaged, "here"))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  private static String reveal(SecretResolver resolver, String reference) {
    return resolver.resolve(SecretRef.External.parse(reference)).reveal();
  }
}
