package io.merganser.server.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The demo's passwords, made up once, each kept in a file that only its owner reads: the manifest
/// refers to the files, and what clients have saved still works after the next start.
final class DemoSecrets {
  /// The users of the demo, the most powerful first.
  static final List<String> USERS = List.of("admin", "analyst", "clerk");

  /// Who logs in to Postgres.
  private static final List<String> POSTGRES = List.of(DemoPostgres.OWNER, DemoPostgres.READER);

  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 16;

  private final Path folder;
  private final Map<String, String> passwords;

  private DemoSecrets(Path folder, Map<String, String> passwords) {
    this.folder = folder;
    this.passwords = passwords;
  }

  /// Reads the files or makes them.
  ///
  /// @param chosen for all users; null to keep theirs or make them up
  static DemoSecrets load(Path folder, @Nullable String chosen) throws IOException {
    Files.createDirectories(folder);
    permit(folder, "rwx------");
    List<String> names = new ArrayList<>(USERS);
    names.addAll(POSTGRES);
    SecureRandom random = new SecureRandom();
    Map<String, String> passwords = new LinkedHashMap<>();
    for (String name : names) {
      Path file = folder.resolve(name);
      String password;
      if (chosen != null && USERS.contains(name)) {
        password = chosen;
      } else if (Files.exists(file)) {
        password = Files.readString(file).stripTrailing();
      } else {
        password = madeUp(random);
      }
      write(file, password);
      passwords.put(name, password);
    }
    return new DemoSecrets(folder, passwords);
  }

  String get(String name) {
    String password = passwords.get(name);
    if (password == null) {
      throw new IllegalStateException("no password for " + name);
    }
    return password;
  }

  /// How a manifest refers to the password.
  String reference(String name) {
    return "file:" + folder.resolve(name);
  }

  private static String madeUp(SecureRandom random) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  private static void write(Path file, String password) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    permit(file, "rw-------");
    Files.writeString(file, password + "\n");
  }

  private static void permit(Path path, String permissions) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
