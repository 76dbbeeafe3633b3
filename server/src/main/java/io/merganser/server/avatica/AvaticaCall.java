package io.merganser.server.avatica;

import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import io.merganser.server.ServerError;
import io.merganser.server.http.Authenticator;
import io.merganser.server.http.ClientWatch;
import io.merganser.server.http.Exchange;
import io.merganser.server.session.Credentials;
import io.merganser.server.session.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request: who sends it, and in which serialization.
///
/// Identifiers of connections are made by clients and no secret, so each request must show the
/// credentials its connection was opened with. The driver repeats an `Authorization` header; where
/// user and password came as connection properties it does not, and gets a cookie instead, which it
/// keeps.
final class AvaticaCall implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Exchange exchange;
  private final Authenticator authenticator;
  private final boolean json;
  private boolean anonymous;
  private @Nullable ClientWatch watch;

  AvaticaCall(Exchange exchange, Authenticator authenticator, boolean json) {
    this.exchange = exchange;
    this.authenticator = authenticator;
    this.json = json;
  }

  boolean isJson() {
    return json;
  }

  /// Runs `action` if the client hangs up before [#watched()].
  void watch(Runnable action) {
    watch = exchange.onHangUp(action);
  }

  void watched() {
    if (watch != null) {
      watch.stop();
    }
  }

  /// To be called when the answer was written.
  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }

  /// Opens a connection for the caller.
  OpenConnection open(String connectionId, Map<String, String> info) {
    String scope = property(info, "scope");
    boolean exactTimes = exactTimes(property(info, "timestamps"));
    String authorization = authorization();
    if (authorization != null && Authenticator.isBearer(authorization)) {
      return OpenConnection.of(
          Authenticator.within(authenticator.bearer(authorization), null, null, scope),
          tag(authorization),
          null,
          false,
          exactTimes);
    }
    String tenant = property(info, "tenant");
    String database = property(info, "database");
    String user = info.get("user");
    Origin origin = exchange.origin(Origin.Protocol.AVATICA);
    if (authorization != null) {
      Credentials credentials = Authenticator.basic(authorization, tenant, database, scope, origin);
      return OpenConnection.of(
          authenticator.open(credentials), tag(authorization), null, true, exactTimes);
    }
    if (user == null) {
      throw anonymous();
    }
    Credentials credentials =
        new Credentials(
            user, new Secret(info.getOrDefault("password", "")), tenant, database, scope, origin);
    OpenConnection opened =
        OpenConnection.of(authenticator.open(credentials), null, token(), true, exactTimes);
    setCookie(connectionId, String.valueOf(opened.cookie()), "");
    return opened;
  }

  /// Whether the request came without credentials, and the client may have some if asked.
  boolean isAnonymous() {
    return anonymous;
  }

  QueryException anonymous() {
    anonymous = true;
    return new QueryException(
        ServerError.AUTHENTICATION_REQUIRED,
        "no credentials were sent",
        null,
        "log in with authentication=BASIC, or with the connection properties user and password",
        null);
  }

  /// Checks that the caller is the one who opened the connection.
  void check(String connectionId, OpenConnection connection) {
    String tag = connection.tag();
    String authorization = authorization();
    boolean same =
        tag != null
            ? authorization != null && equal(tag, tag(authorization))
            : hasCookie(connectionId, String.valueOf(connection.cookie()));
    if (!same && authorization == null) {
      throw anonymous();
    }
    if (!same) {
      throw new QueryException(
          ServerError.AUTHENTICATION_REQUIRED,
          "the connection was opened with other credentials",
          null,
          "send those, or for user and password in connection properties the cookie of the answer",
          null);
    }
  }

  void closed(String connectionId, OpenConnection connection) {
    if (connection.cookie() != null) {
      setCookie(connectionId, "", "; Max-Age=0");
    }
  }

  @Nullable String authorization() {
    return exchange.header("Authorization");
  }

  /// From the properties of the connection, the path, or the query of the URL: the driver sends
  /// only the first, and of those only what a program hands over, nothing that is in its URL.
  @Nullable String property(Map<String, String> info, String name) {
    String value = info.get(name);
    if (value == null) {
      value = exchange.variable(name);
    }
    if (value == null) {
      value = exchange.query(name);
    }
    return value == null || value.isBlank() ? null : value.trim();
  }

  private static boolean exactTimes(@Nullable String timestamps) {
    return switch (timestamps) {
      case null -> false;
      case "millis" -> false;
      case "text" -> true;
      default ->
          throw AvaticaErrors.unsupported(
              "the connection property `timestamps` is `millis` or `text`",
              "leave it out for `millis`");
    };
  }

  private String tag(String authorization) {
    return authenticator.tag("avatica", authorization);
  }

  private static boolean equal(String left, String right) {
    return MessageDigest.isEqual(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private static String token() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private boolean hasCookie(String connectionId, String token) {
    String wanted = cookieName(connectionId) + "=" + token;
    for (String header : exchange.headers("Cookie")) {
      for (String cookie : header.split(";", -1)) {
        if (equal(cookie.trim(), wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  private void setCookie(String connectionId, String value, String more) {
    exchange.addHeader(
        "Set-Cookie",
        cookieName(connectionId)
            + "="
            + value
            + "; Path=/avatica; HttpOnly; SameSite=Strict"
            + (exchange.isSecure() ? "; Secure" : "")
            + more);
  }

  private static String cookieName(String connectionId) {
    byte[] bytes = connectionId.getBytes(StandardCharsets.UTF_8);
    return "merganser-" + HexFormat.of().formatHex(sha256(bytes), 0, 8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
