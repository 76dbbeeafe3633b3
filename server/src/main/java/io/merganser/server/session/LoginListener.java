package io.merganser.server.session;

import io.merganser.authz.Principal;
import io.merganser.connectors.spi.QueryException;

/// Hears of logins. Called on the login's thread; must be quick and must not throw.
public interface LoginListener {
  /// Nobody listens.
  LoginListener NONE =
      new LoginListener() {
        @Override
        public void opened(Session session) {}

        @Override
        public void identified(Credentials credentials, Principal principal) {}

        @Override
        public void refused(Credentials credentials, QueryException failure) {}
      };

  /// Somebody has a session now.
  void opened(Session session);

  /// Somebody has shown who they are, for one request.
  void identified(Credentials credentials, Principal principal);

  void refused(Credentials credentials, QueryException failure);
}
