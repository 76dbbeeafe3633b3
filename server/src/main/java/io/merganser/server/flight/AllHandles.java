package io.merganser.server.flight;

import io.merganser.server.session.Session;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;

/// The handles of every session. Those of a session that has timed out go with the session object.
/// Safe for use from any thread.
final class AllHandles {
  // INVARIANT: values hold no session, or the keys were never collected. Running results do, and
  // leave when they end.
  private final Map<Session, SessionHandles> handles =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final InstantSource clock;

  AllHandles(InstantSource clock) {
    this.clock = clock;
  }

  SessionHandles of(Session session) {
    return handles.computeIfAbsent(session, any -> new SessionHandles(clock));
  }

  void close(Session session) {
    SessionHandles closed = handles.remove(session);
    if (closed != null) {
      closed.close();
    }
  }

  /// Sessions whose connection on the network is gone.
  List<Session> abandoned(Predicate<Session> among) {
    List<Session> abandoned = new ArrayList<>();
    synchronized (handles) {
      handles.forEach((session, its) -> {
        SessionHandles.Transport transport = its.transport;
        if (transport != null && transport.isGone() && among.test(session)) {
          abandoned.add(session);
        }
      });
    }
    return abandoned;
  }

  int running() {
    synchronized (handles) {
      return handles.values().stream().mapToInt(its -> its.running.size()).sum();
    }
  }

  void cancelAll() {
    List<SessionHandles> all;
    synchronized (handles) {
      all = List.copyOf(handles.values());
    }
    all.forEach(its -> its.running.forEach(ResultSender::cancel));
  }
}
