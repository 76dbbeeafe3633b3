package io.merganser.server.flight;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import io.merganser.server.ServerError;
import io.merganser.server.flight.SessionHandles.Transport;
import io.merganser.server.session.Credentials;
import io.merganser.server.session.Origin;
import io.merganser.server.session.Session;
import io.merganser.server.session.Sessions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.arrow.flight.grpc.StatusUtils;
import org.jspecify.annotations.Nullable;

/// Finds the session of every call before anything else sees the call.
///
/// `Basic` in a handshake opens a session, whose identifier goes back as bearer token. `Basic` on
/// any other call opens one too and finds it again by the same headers later, for clients that
/// never learn a token. `Bearer` names an open session.
final class Logins extends ServerTransportFilter implements ServerInterceptor {
  private static final Context.Key<Session> SESSION = Context.key("merganser-session");
  private static final Attributes.Key<Transport> TRANSPORT =
      Attributes.Key.create("merganser-transport");
  static final Metadata.Key<String> AUTHORIZATION = header("authorization");
  private static final Metadata.Key<String> TENANT = header("tenant");
  private static final Metadata.Key<String> DATABASE = header("database");
  private static final Metadata.Key<String> SCOPE = header("scope");
  private static final Metadata.Key<String> CATALOG = header("catalog");
  private static final Metadata.Key<String> SCHEMA = header("schema");

  /// How many sessions of clients without tokens we find again; further ones push out the oldest.
  private static final int MOST_REMEMBERED = 1_000;

  private final Sessions sessions;
  private final SessionOptions options;
  private final AllHandles handles;

  private final Map<String, String> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  Logins(Sessions sessions, SessionOptions options, AllHandles handles) {
    this.sessions = sessions;
    this.options = options;
    this.handles = handles;
  }

  /// The session of the call that this thread serves.
  static Session session() {
    return Objects.requireNonNull(SESSION.get(), "every call passes the interceptor");
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Login login;
    try {
      boolean handshake = "Handshake".equals(call.getMethodDescriptor().getBareMethodName());
      login =
          logIn(
              headers,
              handshake,
              Origin.of(
                  Origin.Protocol.FLIGHT,
                  call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
    } catch (RuntimeException e) {
      refuse(call, e);
      return new ServerCall.Listener<>() {};
    }
    handles.of(login.session()).transport = call.getAttributes().get(TRANSPORT);
    Context context = Context.current().withValue(SESSION, login.session());
    ServerCall<Q, R> answering =
        login.tellToken() ? new TokenTelling<>(call, login.session().id()) : call;
    return Contexts.interceptCall(context, answering, headers, next);
  }

  private static void refuse(ServerCall<?, ?> call, RuntimeException failure) {
    StatusRuntimeException refusal =
        (StatusRuntimeException) StatusUtils.toGrpcException(FlightErrors.of(failure));
    Metadata trailers = refusal.getTrailers();
    call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  private Login logIn(Metadata headers, boolean handshake, Origin origin) {
    String authorization = headers.get(AUTHORIZATION);
    if (authorization == null) {
      throw needsLogin("no credentials were sent");
    }
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? authorization : authorization.substring(0, space);
    String rest = authorization.substring(space + 1).trim();
    if (scheme.equalsIgnoreCase("Bearer")) {
      return new Login(sessions.find(rest), false);
    }
    if (scheme.equalsIgnoreCase("Basic")) {
      return new Login(
          handshake ? open(rest, headers, origin) : findOrOpen(rest, headers, origin), true);
    }
    throw needsLogin("credentials of this kind are not served");
  }

  /// Under a lock, so that a client's first calls, sent at once, share one session.
  private Session findOrOpen(String encoded, Metadata headers, Origin origin) {
    String key = digest(encoded, headers.get(TENANT), headers.get(DATABASE), headers.get(SCOPE));
    synchronized (remembered) {
      String id = remembered.get(key);
      if (id != null) {
        try {
          return sessions.find(id);
        } catch (QueryException ended) {
          remembered.remove(key);
        }
      }
    }
    Session opened = open(encoded, headers, origin);
    synchronized (remembered) {
      String other = remembered.putIfAbsent(key, opened.id());
      if (other != null) {
        sessions.close(opened.id());
        return sessions.find(other);
      }
    }
    return opened;
  }

  private Session open(String encoded, Metadata headers, Origin origin) {
    Credentials credentials = credentials(encoded, headers, origin);
    Session session = sessions.open(credentials, this::endAbandoned);
    try {
      options.use(session, text(headers, CATALOG), text(headers, SCHEMA));
    } catch (RuntimeException e) {
      sessions.close(session.id());
      throw e;
    }
    return session;
  }

  /// Most clients just hang up, so where a limit is reached sessions without a connection end
  /// first. They are kept until then because clients reconnect after a pause.
  private void endAbandoned(Predicate<Session> among) {
    handles
        .abandoned(among)
        .forEach(session -> {
          sessions.close(session.id());
          handles.close(session);
        });
  }

  private static Credentials credentials(String encoded, Metadata headers, Origin origin) {
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw needsLogin("the credentials are not Base64");
    }
    int colon = decoded.indexOf(':');
    if (colon < 0) {
      throw needsLogin("the credentials have no colon between user and password");
    }
    return new Credentials(
        decoded.substring(0, colon),
        new Secret(decoded.substring(colon + 1)),
        text(headers, TENANT),
        text(headers, DATABASE),
        text(headers, SCOPE),
        origin);
  }

  private static QueryException needsLogin(String message) {
    return new QueryException(
        ServerError.AUTHENTICATION_REQUIRED,
        message,
        null,
        "log in with user and password, or with the token of an open session",
        null);
  }

  private static @Nullable String text(Metadata headers, Metadata.Key<String> key) {
    String value = headers.get(key);
    return value == null || value.isBlank() ? null : value.trim();
  }

  /// Passwords stay in no map of ours.
  private static String digest(@Nullable String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    return attributes.toBuilder().set(TRANSPORT, new Transport()).build();
  }

  @Override
  public void transportTerminated(Attributes attributes) {
    Transport transport = attributes == null ? null : attributes.get(TRANSPORT);
    if (transport != null) {
      transport.end();
    }
  }

  private static Metadata.Key<String> header(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private record Login(Session session, boolean tellToken) {}

  /// Sends the token with the headers, or with the trailers of an answer that has no headers.
  private static final class TokenTelling<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final String token;
    private boolean told;

    TokenTelling(ServerCall<Q, R> call, String token) {
      super(call);
      this.token = token;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      tell(headers);
      super.sendHeaders(headers);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      tell(trailers);
      super.close(status, trailers);
    }

    private void tell(Metadata metadata) {
      if (!told) {
        told = true;
        metadata.put(AUTHORIZATION, "Bearer " + token);
      }
    }
  }
}
