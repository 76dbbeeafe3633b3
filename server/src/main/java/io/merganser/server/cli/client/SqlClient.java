package io.merganser.server.cli.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Runs statements on a server and writes their answers. For one thread at a time.
public final class SqlClient implements AutoCloseable {
  private final RestClient rest;
  private final Output output;
  private Format format;

  private SqlClient(RestClient rest, Output output, Format format) {
    this.rest = rest;
    this.output = output;
    this.format = format;
  }

  /// Where answers go.
  ///
  /// @param out gets answers
  /// @param terminal gets progress; null for none
  /// @param maxWidth of a value in a table; 0 for any
  public record Output(OutputStream out, @Nullable PrintStream terminal, int maxWidth) {}

  /// Logs in.
  ///
  /// @throws SqlFailure of kind CONNECTION
  public static SqlClient connect(
      String url, String user, String password, Place place, Output output)
      throws InterruptedException {
    RestClient rest = RestClient.connect(new RestClient.Login(url, user, place), password);
    return new SqlClient(rest, output, Format.TABLE);
  }

  /// Where statements run.
  ///
  /// @param tenant may be left out where the user has only one
  /// @param database may be left out where the tenant has only one
  /// @param scope null for none
  public record Place(@Nullable String tenant, @Nullable String database, @Nullable String scope) {}

  /// How answers are written from now on.
  public void use(Format newFormat) {
    format = newFormat;
  }

  /// Runs a statement and writes its whole answer.
  ///
  /// @throws SqlFailure if it fails; part of its answer may have been written
  /// @throws InterruptedException if the thread is interrupted; the statement is cancelled
  public void run(String sql) throws InterruptedException {
    Progress progress = output.terminal() == null ? null : Progress.on(output.terminal());
    try (progress) {
      run(sql, progress == null ? () -> {} : progress::close);
    }
  }

  private void run(String sql, Runnable answering) throws InterruptedException {
    long started = System.nanoTime();
    try (InputStream body = rest.query(sql, format)) {
      switch (format) {
        case TABLE -> table(body, started, answering);
        case JSON -> {
          Answer.check(new Tee(first(body, answering), output.out()));
          output.out().write('\n');
        }
        case CSV, ARROW -> first(body, answering).transferTo(output.out());
      }
    } catch (IOException e) {
      if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      throw new SqlFailure(
          SqlFailure.Kind.STATEMENT,
          "the answer broke off: " + e.getMessage(),
          null,
          0,
          0,
          "--format json tells the server's reason");
    } finally {
      flush();
    }
  }

  /// Whoever closed the output does not want the rest.
  private void flush() {
    try {
      output.out().flush();
    } catch (IOException ignored) {
      // The next write says it again.
    }
  }

  private void table(InputStream body, long started, Runnable answering) throws IOException {
    PrintWriter out = new PrintWriter(new OutputStreamWriter(output.out(), StandardCharsets.UTF_8));
    Rows rows = new Rows(out, output.maxWidth(), answering);
    try {
      Answer.read(body, rows);
    } finally {
      answering.run();
      rows.finish();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    out.printf(
        Locale.ROOT, "(%d %s, %.3f s)%n", rows.count, rows.count == 1 ? "row" : "rows", seconds);
    out.flush();
  }

  /// Waits for the first byte, so that progress shows until then and is gone before output begins.
  private static InputStream first(InputStream body, Runnable answering) throws IOException {
    PushbackInputStream pushback = new PushbackInputStream(body);
    int first = pushback.read();
    answering.run();
    if (first >= 0) {
      pushback.unread(first);
    }
    return pushback;
  }

  @Override
  public void close() {
    rest.close();
  }

  private static final class Rows implements Answer.Receiver {
    private static final int LOOK_EVERY = 1_000;

    private final PrintWriter out;
    private final int maxWidth;
    private final Runnable answering;
    private TextTable table;
    private long count;

    Rows(PrintWriter out, int maxWidth, Runnable answering) {
      this.out = out;
      this.maxWidth = maxWidth;
      this.answering = answering;
      this.table = new TextTable(out, new ArrayList<>(), maxWidth);
    }

    @Override
    public void columns(List<TextTable.Column> columns) {
      table = new TextTable(out, columns, maxWidth);
    }

    @Override
    public boolean row(List<@Nullable String> row) {
      if (table.isAboutToPrint()) {
        answering.run();
      }
      table.add(row);
      count++;
      // Who reads us may have had enough (`| head`): then the server should stop too.
      return count % LOOK_EVERY != 0 || !out.checkError();
    }

    void finish() {
      table.finish();
    }
  }

  /// Copies what is read.
  private static final class Tee extends FilterInputStream {
    private final OutputStream copy;

    Tee(InputStream in, OutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        copy.write(value);
      }
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        copy.write(bytes, offset, read);
      }
      return read;
    }
  }
}
