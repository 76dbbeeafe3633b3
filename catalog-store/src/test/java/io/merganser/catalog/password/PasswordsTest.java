package io.merganser.catalog.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void matchesWhatItHashedAndNothingElse() {
    String hash = passwords.hash(new Secret("Käse & Brot"));
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(Passwords.problemOf(hash)).isEmpty();
    assertThat(passwords.matches(new Secret("Käse & Brot"), hash)).isTrue();
    assertThat(passwords.matches(new Secret("Käse & brot"), hash)).isFalse();
    assertThat(passwords.matches(new Secret(""), hash)).isFalse();
    assertThat(passwords.hash(new Secret("Käse & Brot"))).isNotEqualTo(hash);
  }

  @Test
  void matchesHashesThatOthersMade() {
    // argon2-cffi, with costs of its own.
    String hash =
        "$argon2id$v=19$m=65536,t=3,p=4$MIIRqgvgQbgj220jfp0MPA"
            + "$YfwJSVjtjSU0zzV/P3S9nnQ/USre2wvJMjfCIjrTQbg";
    assertThat(Passwords.problemOf(hash)).isEmpty();
    assertThat(passwords.matches(new Secret("password"), hash)).isFalse();
  }

  @Test
  void boundsTheLengthOfPasswords() {
    Secret longest = new Secret("x".repeat(Passwords.MAX_LENGTH));
    String hash = passwords.hash(longest);
    assertThat(passwords.matches(longest, hash)).isTrue();
    assertThat(passwords.matches(new Secret(longest.reveal() + "x"), hash)).isFalse();
    assertThat(passwords.equal(longest, longest)).isTrue();
    Secret longer = new Secret(longest.reveal() + "x");
    assertThat(passwords.equal(longer, longer)).isFalse();
  }

  /// The fastest of several runs each: a check that does nothing is a thousand times as fast.
  @Test
  void takesAsLongForWhatCannotBeRight() {
    String hash = passwords.hash(new Secret("right"));
    Secret empty = new Secret("");
    Secret wrong = new Secret("wrong");
    long real = fastest(() -> assertThat(passwords.matches(wrong, hash)).isFalse());
    List<Runnable> others =
        List.of(
            passwords::pretend,
            () -> assertThat(passwords.matches(empty, hash)).isFalse(),
            () -> assertThat(passwords.matches(wrong, "no hash")).isFalse(),
            () -> assertThat(passwords.matches(new Secret("x".repeat(5000)), hash)).isFalse(),
            () -> assertThat(passwords.equal(wrong, new Secret("right"))).isFalse(),
            () -> assertThat(passwords.equal(empty, empty)).isFalse());
    for (Runnable other : others) {
      assertThat(fastest(other)).isGreaterThan(real / 4);
    }
  }

  private static long fastest(Runnable check) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long begin = System.nanoTime();
      check.run();
      fastest = Math.min(fastest, System.nanoTime() - begin);
    }
    return fastest;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "$2b$12$abcdefghijklmnopqrstuv",
        "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzYWx0$cTf8vdFXM3xEDBKKbj9CMmQPNdTbFXU1i2sWs3kPzLE",
        "$argon2id$v=19$m=999999999,t=2,p=1$c29tZXNhbHRzYWx0$cTf8vdFXM3xEDBKKbj9CMmQPNdTbFXU1i2sWs3kPzLE",
        "$argon2id$v=19$m=19456,t=999,p=1$c29tZXNhbHRzYWx0$cTf8vdFXM3xEDBKKbj9CMmQPNdTbFXU1i2sWs3kPzLE",
        "$argon2id$v=19$m=19456,t=0,p=1$c29tZXNhbHRzYWx0$cTf8vdFXM3xEDBKKbj9CMmQPNdTbFXU1i2sWs3kPzLE",
        "$argon2id$v=19$m=1,t=1,p=1$c29tZXNhbHRzYWx0$cTf8vdFXM3xEDBKKbj9CMmQPNdTbFXU1i2sWs3kPzLE",
        "$argon2id$v=19$m=19456,t=2,p=1$short$cTf8",
      })
  void refusesHashesThatCannotBeOrCostTooMuch(String hash) {
    assertThat(Passwords.problemOf(hash)).isPresent();
    assertThat(passwords.matches(new Secret("x"), hash)).isFalse();
  }
}
