package io.merganser.server.cli.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The demo's passwords, made up once and kept in a file that only its owner reads, so that what
/// clients have saved still works after the next start.
final class DemoSecrets {
  /// The users of the demo, the most powerful first.
  static final List<String> USERS = List.of("admin", "analyst", "clerk");

  private static final List<String> SERVERS = List.of("postgres", DemoPostgres.READER);
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 16;

  private final Properties passwords;

  private DemoSecrets(Properties passwords) {
    this.passwords = passwords;
  }

  /// Reads the file or makes it.
  ///
  /// @param chosen for all users; null to keep theirs or make them up
  static DemoSecrets load(Path file, @Nullable String chosen) throws IOException {
    Properties passwords = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        passwords.load(reader);
      }
    }
    SecureRandom random = new SecureRandom();
    for (String name : SERVERS) {
      passwords.putIfAbsent(name, madeUp(random));
    }
    for (String name : USERS) {
      if (chosen != null) {
        passwords.setProperty(name, chosen);
      } else {
        passwords.putIfAbsent(name, madeUp(random));
      }
    }
    writePrivately(file, passwords);
    return new DemoSecrets(passwords);
  }

  String get(String name) {
    String password = passwords.getProperty(name);
    if (password == null) {
      throw new IllegalStateException("no password for " + name);
    }
    return password;
  }

  private static String madeUp(SecureRandom random) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  private static void writePrivately(Path file, Properties passwords) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    try (Writer writer = Files.newBufferedWriter(file)) {
      passwords.store(
          writer, "Passwords of the demo; remove the whole folder to have new ones made up");
    }
  }
}
