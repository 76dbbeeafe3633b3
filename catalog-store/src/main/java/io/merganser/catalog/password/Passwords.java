package io.merganser.catalog.password;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.merganser.connectors.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hashes and checks passwords with Argon2id (password4j), in the format `$argon2id$…`.
///
/// Each check takes as long as any other: what cannot be checked is checked against a decoy. Only
/// as many run at once as there are processors, because each takes 19 MiB. Safe for use from any
/// thread.
public final class Passwords {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int ITERATIONS = 2;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /// The longest password; no client needs more.
  public static final int MAX_LENGTH = 1024;

  private static final int MAX_MEMORY_KIB = 256 * 1024;
  private static final int MAX_ITERATIONS = 16;
  private static final int MAX_LANES = 16;
  private static final Pattern FORMAT =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,172})");

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, 1, HASH_BYTES, Argon2.ID);

  private final Semaphore running =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);
  private final String decoy = hash(new Secret("decoy"));

  /// What is wrong with a hash that somebody declared, as a sentence without the hash.
  public static Optional<String> problemOf(String hash) {
    Matcher matcher = FORMAT.matcher(hash);
    if (!matcher.matches()) {
      return Optional.of("is not of the form `$argon2id$v=19$m=…,t=…,p=…$salt$hash`");
    }
    long memory = Long.parseLong(matcher.group(1));
    long iterations = Long.parseLong(matcher.group(2));
    long lanes = Long.parseLong(matcher.group(3));
    if (memory > MAX_MEMORY_KIB || iterations > MAX_ITERATIONS || lanes > MAX_LANES) {
      return Optional.of(
          "costs more than a login may: m is at most 262144, t at most 16, p at most 16");
    }
    if (lanes < 1 || iterations < 1 || memory < 8 * lanes) {
      return Optional.of("has costs that cannot be: t and p are at least 1, m at least 8 times p");
    }
    try {
      Base64.getDecoder().decode(matcher.group(4));
      Base64.getDecoder().decode(matcher.group(5));
      return Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.of("has a salt or hash that is not base64");
    }
  }

  /// A new hash with a salt of its own.
  public String hash(Secret password) {
    running.acquireUninterruptibly();
    try {
      return Password.hash(password.reveal()).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
    } finally {
      running.release();
    }
  }

  /// Whether the password is the one that was hashed.
  public boolean matches(Secret password, String hash) {
    if (!isPossible(password) || problemOf(hash).isPresent()) {
      pretend();
      return false;
    }
    return check(password.reveal(), hash);
  }

  /// Whether the password is the expected one; takes as long as [#matches].
  public boolean equal(Secret password, Secret expected) {
    boolean same = MessageDigest.isEqual(digest(password), digest(expected));
    pretend();
    return same && isPossible(password);
  }

  /// Takes as long as [#matches], for users that do not exist.
  public void pretend() {
    if (check("not the decoy", decoy)) {
      throw new IllegalStateException("the decoy is the hash of something else");
    }
  }

  private boolean check(String password, String hash) {
    running.acquireUninterruptibly();
    try {
      return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    } finally {
      running.release();
    }
  }

  /// The library answers for an empty password at once, without hashing: that would tell that the
  /// user exists.
  private static boolean isPossible(Secret password) {
    return !password.reveal().isEmpty() && password.reveal().length() <= MAX_LENGTH;
  }

  private static byte[] digest(Secret secret) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
