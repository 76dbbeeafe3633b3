package io.merganser.catalog.secret;

import io.merganser.catalog.CatalogError;
import io.merganser.connectors.spi.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// Turns references into secrets, at the moment they are needed. Safe for use from any thread.
///
/// Who may apply a manifest may have the server read any of its environment variables and files:
/// manifests come from operators.
public final class SecretResolver {
  private static final long MAX_BYTES = 64 * 1024;

  private final Map<String, String> environment;
  private final Path baseDirectory;

  /// @param baseDirectory what relative paths are relative to
  public SecretResolver(Map<String, String> environment, Path baseDirectory) {
    this.environment = Map.copyOf(environment);
    this.baseDirectory = baseDirectory;
  }

  /// The secret.
  ///
  /// @throws io.merganser.connectors.spi.QueryException [CatalogError#SECRET_UNRESOLVED], naming
  ///   the reference and never the value
  public Secret resolve(SecretRef ref) {
    return switch (ref) {
      case SecretRef.Value(Secret secret) -> secret;
      case SecretRef.External external ->
          switch (external.scheme()) {
            case ENV -> variable(external);
            case FILE -> file(external);
          };
      case SecretRef.Redacted _ ->
          throw new IllegalStateException("a redacted secret never leaves the store's apply");
    };
  }

  private Secret variable(SecretRef.External ref) {
    String value = environment.get(ref.name());
    if (value == null || value.isEmpty()) {
      throw CatalogError.secretUnresolved(
          ref.toString(), "the server's environment has no such variable, or it is empty", null);
    }
    return new Secret(value);
  }

  private Secret file(SecretRef.External ref) {
    try {
      Path path = baseDirectory.resolve(ref.name());
      if (!Files.isRegularFile(path)) {
        throw CatalogError.secretUnresolved(ref.toString(), "there is no such file", null);
      }
      if (Files.size(path) > MAX_BYTES) {
        throw CatalogError.secretUnresolved(ref.toString(), "the file is larger than 64 KiB", null);
      }
      String value = withoutLineEnd(Files.readString(path, StandardCharsets.UTF_8));
      if (value.isEmpty()) {
        throw CatalogError.secretUnresolved(ref.toString(), "the file is empty", null);
      }
      return new Secret(value);
    } catch (IOException | InvalidPathException e) {
      throw CatalogError.secretUnresolved(ref.toString(), "the file cannot be read", e);
    }
  }

  private static String withoutLineEnd(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
