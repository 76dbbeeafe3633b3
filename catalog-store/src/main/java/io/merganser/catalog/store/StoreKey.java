package io.merganser.catalog.store;

import io.merganser.catalog.CatalogError;
import io.merganser.catalog.secret.SecretCipher;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Finds the key that secrets are encrypted with, or makes one for a store that has none yet.
final class StoreKey {
  private static final String KEY_SETTING = "store.key";
  private static final String FILE_SETTING = "store.keyFile";

  private final StoreSettings settings;
  private final @Nullable Path keyFile;

  /// @param sqliteFile null for a store in PostgreSQL
  StoreKey(StoreSettings settings, @Nullable Path sqliteFile) {
    this.settings = settings;
    Path beside = sqliteFile == null ? null : Path.of(sqliteFile + ".key");
    this.keyFile = settings.keyFile() == null ? beside : settings.keyFile();
  }

  /// The cipher, or null if there is no key and no place for one.
  ///
  /// @param isNew whether the store has not been encrypted with another key already
  @Nullable SecretCipher cipher(boolean isNew) {
    Secret key = settings.key();
    if (key != null) {
      return decode(KEY_SETTING, key.reveal());
    }
    if (keyFile == null) {
      if (!isNew) {
        throw CatalogError.storeUnavailable(
            FILE_SETTING, "it is not set, and the store has been used with a key", "set it", null);
      }
      return null;
    }
    try {
      if (!Files.exists(keyFile)) {
        if (!isNew) {
          throw CatalogError.storeUnavailable(
              FILE_SETTING,
              "the file is not there, and the store has been used with it",
              "put back the key file that belongs to this store",
              null);
        }
        make(keyFile);
      }
      return decode(FILE_SETTING, Files.readString(keyFile, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw CatalogError.storeUnavailable(
          FILE_SETTING, "the file cannot be read or made", "check who owns it", e);
    }
  }

  /// What to say when the store was encrypted with another key.
  QueryException wrong(@Nullable Throwable cause) {
    return CatalogError.storeUnavailable(
        settings.key() == null ? FILE_SETTING : KEY_SETTING,
        "it is not the key that this store was encrypted with",
        "use the key that belongs to this store",
        cause);
  }

  private static SecretCipher decode(String setting, String text) {
    try {
      return new SecretCipher(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException _) {
      // The cause would quote the key.
      throw CatalogError.storeUnavailable(
          setting,
          "it does not hold 32 bytes in base64",
          "`openssl rand -base64 32` makes some",
          null);
    }
  }

  /// Whole and on disk before it has its name; of several processes that try, one wins.
  private static void make(Path file) throws IOException {
    byte[] key = new byte[SecretCipher.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    byte[] text =
        (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("a key file has a directory");
    }
    Files.createDirectories(directory);
    Path unfinished = Files.createTempFile(directory, "key", ".tmp", ownerOnly(directory));
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException _) {
      // Another process was faster: its key is the key.
      return;
    } finally {
      Files.deleteIfExists(unfinished);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Permissions 0600, where the file system knows them.
  static FileAttribute<?>[] ownerOnly(Path place) {
    return place.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
