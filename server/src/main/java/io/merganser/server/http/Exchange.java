package io.merganser.server.http;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.session.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/// A request and its answer. One thread at a time uses it.
public final class Exchange {
  /// How much too large a body may be and still be read to its end, so that the client gets to read
  /// why it was refused.
  private static final int DRAIN_FACTOR = 4;

  private final Request request;
  private final Response response;
  private final Map<String, String> variables;
  private final long mostBytes;

  Exchange(Request request, Response response, Map<String, String> variables, long mostBytes) {
    this.request = request;
    this.response = response;
    this.variables = variables;
    this.mostBytes = mostBytes;
  }

  /// What the path has for a segment in braces, or null if its route has no such segment.
  public @Nullable String variable(String name) {
    return variables.get(name);
  }

  /// The first value of a parameter in the query, or null.
  public @Nullable String query(String name) {
    return parameters().getValue(name);
  }

  /// Names of the parameters in the query.
  public Set<String> queryNames() {
    return parameters().getNames();
  }

  private Fields parameters() {
    try {
      return Request.extractQueryParameters(request);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // Jetty's for what is not encoded as it should be.
      throw new QueryException(
          ServerError.INVALID_REQUEST,
          "the parameters in the address are not encoded as UTF-8 with percent signs",
          null,
          null,
          e);
    }
  }

  public @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /// All values of a header that may come several times.
  public List<String> headers(String name) {
    return request.getHeaders().getValuesList(name);
  }

  /// What the client takes for an answer, the dearest first.
  public List<String> accepted() {
    return request.getHeaders().getQualityCSV("Accept");
  }

  /// Where a login by this request comes from.
  public Origin origin(Origin.Protocol protocol) {
    return Origin.of(protocol, request.getConnectionMetaData().getRemoteSocketAddress());
  }

  /// Whether the client is on this machine.
  public boolean isFromLoopback() {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress from
        && from.getAddress() != null
        && from.getAddress().isLoopbackAddress();
  }

  public boolean isSecure() {
    return request.isSecure();
  }

  /// The body.
  ///
  /// @throws QueryException [ServerError#REQUEST_TOO_LARGE]
  public byte[] body() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    long total = 0;
    try (InputStream in = Content.Source.asInputStream(request)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        total += count;
        if (total > mostBytes * DRAIN_FACTOR) {
          break;
        }
        if (total <= mostBytes) {
          body.write(buffer, 0, count);
        }
      }
    }
    if (total > mostBytes) {
      throw new QueryException(
          ServerError.REQUEST_TOO_LARGE,
          "the request is larger than the " + mostBytes + " bytes it may be");
    }
    return body.toByteArray();
  }

  /// Sets a header of the answer.
  public void setHeader(String name, String value) {
    response.getHeaders().put(name, value);
  }

  /// Adds a header of the answer beside others of its name.
  public void addHeader(String name, String value) {
    response.getHeaders().add(name, value);
  }

  /// Answers at once.
  public void respond(int status, String contentType, byte[] body) throws IOException {
    head(status, contentType);
    response.getHeaders().put("Content-Length", body.length);
    Content.Sink.write(response, true, ByteBuffer.wrap(body));
  }

  /// Answers with a failure.
  public void respond(QueryException failure) throws IOException {
    int status = HttpErrors.status(failure.code());
    if (status == 401) {
      challenge();
    }
    if (status == 429 || status == 503) {
      response.getHeaders().put("Retry-After", "1");
    }
    respond(status, "application/json", HttpErrors.body(failure));
  }

  /// Says how to log in.
  public void challenge() {
    response.getHeaders().put("WWW-Authenticate", "Basic realm=\"merganser\", charset=\"UTF-8\"");
  }

  /// Begins an answer of unknown length; closing the stream ends it. What was begun and is not
  /// ended reaches the client as a broken one.
  public OutputStream stream(int status, String contentType) {
    head(status, contentType);
    return Content.Sink.asOutputStream(response);
  }

  /// Whether some of the answer was sent, so that it cannot become another.
  public boolean isCommitted() {
    return response.isCommitted();
  }

  /// Runs `action` when the client hangs up, until the result is closed.
  public ClientWatch onHangUp(Runnable action) {
    return ClientWatch.of(request, action);
  }

  int status() {
    return response.getStatus();
  }

  private void head(int status, String contentType) {
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Content-Type", contentType);
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
  }
}
