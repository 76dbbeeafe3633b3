package io.merganser.server.avatica;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.http.values.ArrowValues;
import io.merganser.server.query.RunningQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.calcite.avatica.Meta.Frame;
import org.jspecify.annotations.Nullable;

/// The rows of a running statement, frame by frame. The driver names the offset it wants and may
/// ask for a frame again when an answer was lost; only the last one is kept. One thread at a time
/// uses it, an engine thread.
final class AvaticaCursor {
  private static final int MOST_ROWS = 5_000;
  private static final long MOST_BYTES = 4L << 20;

  /// What a value is guessed to take beside its bytes.
  private static final int VALUE_BYTES = 16;

  private final RunningQuery running;
  private final AvaticaTypes types;
  private long rowsLeft;
  private long offset;
  private int rowInBatch;
  private boolean hasBatch;
  private boolean done;
  private @Nullable Frame last;
  private @Nullable QueryException stopped;

  /// @param mostRows negative for all
  AvaticaCursor(RunningQuery running, AvaticaTypes types, long mostRows) {
    this.running = running;
    this.types = types;
    this.rowsLeft = mostRows < 0 ? Long.MAX_VALUE : mostRows;
  }

  void close() {
    done = true;
    last = null;
    running.close();
  }

  /// Gives back what is open. Rows that the client has not got are not there any more.
  ///
  /// @param why told to who asks for them
  void stop(QueryException why) {
    if (!done) {
      done = true;
      stopped = why;
      running.close();
    }
  }

  /// Rows from `from` on.
  ///
  /// @param asked how many at most; zero or less leaves it to us
  Frame fetch(long from, int asked) {
    Frame kept = last;
    if (kept != null && from == kept.offset && from != offset) {
      return kept;
    }
    if (from != offset) {
      throw new QueryException(
          ServerError.INVALID_REQUEST,
          "row " + from + " was asked for, and row " + offset + " is next");
    }
    if (stopped != null) {
      throw stopped;
    }
    Frame frame = read(asked <= 0 ? MOST_ROWS : Math.min(asked, MOST_ROWS));
    last = frame;
    return frame;
  }

  /// Passes over rows that a client has already.
  ///
  /// @return whether more follow
  boolean skip(long rows) {
    while (offset < rows && !done) {
      read((int) Math.min(MOST_ROWS, rows - offset));
    }
    if (stopped != null) {
      throw stopped;
    }
    return !done;
  }

  private Frame read(int mostRows) {
    long start = offset;
    List<Object> rows = new ArrayList<>();
    long bytes = 0;
    while (!done && rows.size() < mostRows && bytes < MOST_BYTES) {
      if (rowsLeft == 0 || !advance()) {
        done = true;
        running.close();
        break;
      }
      @Nullable Object[] row = row();
      rows.add(Arrays.asList(row));
      bytes += size(row);
      rowInBatch++;
      offset++;
      rowsLeft--;
    }
    return new Frame(start, done, rows);
  }

  /// Moves to a batch that has a row left.
  private boolean advance() {
    while (!hasBatch || rowInBatch >= running.batch().getRowCount()) {
      if (!running.next()) {
        return false;
      }
      hasBatch = true;
      rowInBatch = 0;
    }
    return true;
  }

  private @Nullable Object[] row() {
    List<FieldVector> vectors = running.batch().getFieldVectors();
    @Nullable Object[] row = new @Nullable Object[vectors.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = types.value(ArrowValues.read(vectors.get(i), rowInBatch));
    }
    return row;
  }

  private static long size(@Nullable Object[] row) {
    long bytes = 0;
    for (Object value : row) {
      bytes += size(value);
    }
    return bytes;
  }

  private static long size(@Nullable Object value) {
    return switch (value) {
      case String text -> VALUE_BYTES + text.length();
      case byte[] bytes -> VALUE_BYTES + bytes.length;
      case List<?> list -> list.stream().mapToLong(AvaticaCursor::size).sum() + VALUE_BYTES;
      case null, default -> VALUE_BYTES;
    };
  }
}
