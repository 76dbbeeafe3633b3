package io.merganser.server.session;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.Scope;
import io.merganser.server.ServerError;
import io.merganser.server.database.RunningDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All open sessions. Safe for use from any thread.
///
/// A session ends when its client closes it or leaves it idle for longer than it may; its
/// identifier is 256 random bits and serves as bearer token.
public final class Sessions {
  private final Gate gate;
  private final LoginListener listener;
  private final Duration idle;
  private final int perUser;
  private final int perTenant;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> open = new ConcurrentHashMap<>();

  /// @param idle how long a session may be unused
  /// @param perUser how many sessions one user may have open
  /// @param perTenant how many all users of one tenant may
  public Sessions(Gate gate, LoginListener listener, Duration idle, int perUser, int perTenant) {
    this.gate = gate;
    this.listener = listener;
    this.idle = idle;
    this.perUser = perUser;
    this.perTenant = perTenant;
  }

  /// Checks who is there and opens a session.
  ///
  /// @throws QueryException if the credentials are wrong, the database is not there or not
  ///   unambiguous, or the user has too many sessions
  public Session open(Credentials credentials) {
    return open(credentials, _ -> {});
  }

  /// As the other; where a limit is reached, there may be sessions that nobody misses.
  public Session open(Credentials credentials, Space space) {
    try {
      Session session = admit(credentials, space);
      listener.opened(session);
      return session;
    } catch (QueryException e) {
      listener.refused(credentials, e);
      throw e;
    }
  }

  /// Checks who is there and opens nothing.
  ///
  /// @throws QueryException if the credentials are wrong
  public Principal identify(Credentials credentials) {
    try {
      Principal principal = gate.identify(credentials);
      listener.identified(credentials, principal);
      return principal;
    } catch (QueryException e) {
      listener.refused(credentials, e);
      throw e;
    }
  }

  private Session admit(Credentials credentials, Space space) {
    Admission admission = gate.admit(credentials);
    ScopeName scope = admission.scope();
    Session session =
        new Session(
            newId(),
            credentials.origin(),
            admission.principal(),
            admission.database(),
            () -> gate.effectiveSet(admission.principal(), admission.database()),
            scope,
            () -> scope == null ? null : gate.scope(admission.database(), scope));
    Predicate<Session> mine = other -> other.principal().equals(admission.principal());
    Predicate<Session> ofTenant =
        other -> other.database().tenant().equals(admission.database().tenant());
    endIdle();
    if (count(mine) >= perUser) {
      space.make(mine);
    }
    if (count(ofTenant) >= perTenant) {
      space.make(ofTenant);
    }
    synchronized (this) {
      if (count(mine) >= perUser) {
        throw new QueryException(
            ServerError.TOO_MANY_SESSIONS,
            "`" + credentials.user() + "` has as many sessions open as a user may",
            null,
            "close some, or have limits.sessionsPerUser raised",
            null);
      }
      if (count(ofTenant) >= perTenant) {
        throw new QueryException(
            ServerError.TOO_MANY_TENANT_SESSIONS,
            "as many sessions are open as a tenant may have",
            null,
            "close some, or have limits.sessionsPerTenant raised",
            null);
      }
      open.put(session.id(), session);
    }
    return session;
  }

  private long count(Predicate<Session> which) {
    return open.values().stream().filter(which).count();
  }

  /// The open session of that identifier.
  ///
  /// @throws QueryException [ServerError#SESSION_NOT_FOUND]
  public Session find(String id) {
    Session session = open.get(id);
    if (session == null || isIdle(session)) {
      close(id);
      throw new QueryException(
          ServerError.SESSION_NOT_FOUND, "the session has ended", null, "log in again", null);
    }
    session.touch();
    return session;
  }

  /// Ends a session; does nothing if it has ended.
  public void close(String id) {
    Session session = open.remove(id);
    if (session != null) {
      session.end();
    }
  }

  public int count() {
    endIdle();
    return open.size();
  }

  private void endIdle() {
    open.values().stream().filter(this::isIdle).map(Session::id).toList().forEach(this::close);
  }

  private boolean isIdle(Session session) {
    return session.lastUsed().plus(idle).isBefore(Instant.now());
  }

  private String newId() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Makes space where a limit is reached.
  public interface Space {
    /// Ends sessions that nobody misses.
    ///
    /// @param among those that count against the limit
    void make(Predicate<Session> among);
  }

  /// Lets principals in.
  public interface Gate {
    Admission admit(Credentials credentials);

    /// Who that is, without a database; an operator may say a tenant too.
    Principal identify(Credentials credentials);

    /// What the principal may do now in that database; cheap.
    EffectiveSet effectiveSet(Principal principal, RunningDatabase database);

    /// The scope as it is declared now; cheap.
    Scope scope(RunningDatabase database, ScopeName name);
  }

  /// Who was let in, and where.
  ///
  /// @param scope that the session is bound to; null for none
  public record Admission(
      Principal principal, RunningDatabase database, @Nullable ScopeName scope) {}
}
