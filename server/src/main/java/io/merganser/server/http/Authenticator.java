package io.merganser.server.http;

import io.merganser.authz.AuthzError;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import io.merganser.server.ServerError;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.session.Credentials;
import io.merganser.server.session.Origin;
import io.merganser.server.session.Origin.Protocol;
import io.merganser.server.session.Session;
import io.merganser.server.session.Sessions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Who sends a request: `Authorization: Basic`, or `Bearer` with the identifier of an open session.
/// Safe for use from any thread.
///
/// To check a password is made slow on purpose, so a session once opened is found again under a
/// keyed hash of the header, the tenant, the database and the scope, for as long as it lives. The
/// key is random and of this process; no password stays in memory.
public final class Authenticator {
  private static final int MOST_REMEMBERED = 1_000;

  /// Checking a password takes a core and megabytes for a tenth of a second.
  private static final int MOST_CHECKS = 4;

  private final Sessions sessions;
  private final EngineThreads threads;
  private final SecretKeySpec key;
  private final Semaphore checks = new Semaphore(MOST_CHECKS, true);
  private final Map<String, String> remembered = new LinkedHashMap<>(16, 0.75f, true);

  public Authenticator(Sessions sessions, EngineThreads threads) {
    this.sessions = sessions;
    this.threads = threads;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
  }

  /// The session a request belongs to; opens one where needed. It is shared by all requests with
  /// the same header, so nobody may change it unless it is a bearer's.
  ///
  /// @throws QueryException if nobody is there, or somebody else
  public Session authenticate(
      Exchange exchange, @Nullable String tenant, @Nullable String database) {
    return authenticate(exchange, tenant, database, exchange.query("scope"));
  }

  /// As the other, with the scope that the request names elsewhere than in its address.
  public Session authenticate(
      Exchange exchange,
      @Nullable String tenant,
      @Nullable String database,
      @Nullable String scope) {
    String authorization = exchange.header("Authorization");
    if (authorization != null && isBearer(authorization)) {
      return within(bearer(authorization), tenant, database, scope);
    }
    Credentials credentials =
        basic(authorization, tenant, database, scope, exchange.origin(Protocol.HTTP));
    String tag = tag(String.valueOf(authorization), tenant, database, scope);
    Session known = find(tag);
    if (known != null) {
      return known;
    }
    Session opened = open(credentials);
    synchronized (remembered) {
      Session other = find(tag);
      if (other != null) {
        sessions.close(opened.id());
        return other;
      }
      remember(tag, opened);
    }
    return opened;
  }

  /// Who asks for what belongs to no database: the owner of a session, or whoever the password
  /// shows, which is checked each time.
  public Principal identify(Exchange exchange, @Nullable String tenant) {
    String authorization = exchange.header("Authorization");
    if (authorization != null && isBearer(authorization)) {
      return bearer(authorization).principalNow();
    }
    Credentials credentials =
        basic(authorization, tenant, null, null, exchange.origin(Protocol.HTTP));
    checks.acquireUninterruptibly();
    try {
      return threads.call(() -> sessions.identify(credentials));
    } finally {
      checks.release();
    }
  }

  public static boolean isBearer(String authorization) {
    return authorization.regionMatches(true, 0, "Bearer ", 0, 7);
  }

  /// The session whose identifier a `Bearer` header has.
  public Session bearer(String authorization) {
    return sessions.find(authorization.substring(7).trim());
  }

  /// Checks the password and opens a session that belongs to the caller alone.
  public Session open(Credentials credentials) {
    checks.acquireUninterruptibly();
    try {
      return threads.call(() -> sessions.open(credentials));
    } finally {
      checks.release();
    }
  }

  /// What a `Basic` header says.
  public static Credentials basic(
      @Nullable String authorization,
      @Nullable String tenant,
      @Nullable String database,
      @Nullable String scope,
      Origin origin) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      throw required();
    }
    String decoded;
    try {
      decoded =
          new String(
              Base64.getDecoder().decode(authorization.substring(6).trim()),
              StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw required();
    }
    int colon = decoded.indexOf(':');
    if (colon < 0) {
      throw required();
    }
    return new Credentials(
        decoded.substring(0, colon),
        new Secret(decoded.substring(colon + 1)),
        tenant,
        database,
        scope == null || scope.isBlank() ? null : scope.trim(),
        origin);
  }

  /// A keyed hash, to recognize by it who knows the same secret.
  public String tag(@Nullable String... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      for (String part : parts) {
        mac.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private @Nullable Session find(String tag) {
    synchronized (remembered) {
      String id = remembered.get(tag);
      if (id == null) {
        return null;
      }
      try {
        return sessions.find(id);
      } catch (QueryException ended) {
        remembered.remove(tag);
        return null;
      }
    }
  }

  private void remember(String tag, Session session) {
    remembered.put(tag, session.id());
    if (remembered.size() > MOST_REMEMBERED) {
      Map.Entry<String, String> eldest = remembered.entrySet().iterator().next();
      remembered.remove(eldest.getKey());
      sessions.close(eldest.getValue());
    }
  }

  /// The session, if it is one of what the request names.
  public static Session within(
      Session session, @Nullable String tenant, @Nullable String database, @Nullable String scope) {
    boolean same =
        (tenant == null || tenant.equalsIgnoreCase(session.database().tenant()))
            && (database == null || database.equalsIgnoreCase(session.database().name()));
    if (!same) {
      throw new QueryException(
          ServerError.DATABASE_NOT_FOUND, "the session is one of another database");
    }
    ScopeName of = session.scope();
    if (scope != null && (of == null || !of.scope().equalsIgnoreCase(scope.trim()))) {
      throw AuthzError.scopeNotFound(scope);
    }
    return session;
  }

  private static QueryException required() {
    return new QueryException(
        ServerError.AUTHENTICATION_REQUIRED,
        "no credentials that are served",
        null,
        "log in with user and password (HTTP Basic), or with the token of an open session (Bearer)",
        null);
  }
}
