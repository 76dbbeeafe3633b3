package io.merganser.connectors.postgres;

import io.merganser.connectors.jdbc.RowSource;
import io.merganser.connectors.spi.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Rows of a binary `COPY … TO STDOUT`: a header, then for each row the number of fields and for
/// each field its length and bytes, then -1. The server sends a row in one message.
final class BinaryCopyRows implements RowSource {
  /// 11 bytes of signature and 4 of flags; then the length of an extension.
  private static final int HEADER_BEFORE_EXTENSION = 15;

  private static final short TRAILER = -1;

  private final PGConnection connection;
  private final String statement;
  private final List<Column> columns;
  private BinaryDecoder[] decoders = {};
  private @Nullable CopyOut copy;
  private boolean headerRead;
  private boolean ended;

  BinaryCopyRows(Connection connection, String statement, List<Column> columns)
      throws SQLException {
    this.connection = connection.unwrap(PGConnection.class);
    this.statement = statement;
    this.columns = columns;
  }

  @Override
  public void start(VectorSchemaRoot root) throws SQLException {
    decoders = new BinaryDecoder[columns.size()];
    for (int i = 0; i < decoders.length; i++) {
      decoders[i] = BinaryDecoder.of(columns.get(i), root.getVector(i));
    }
    copy = connection.getCopyAPI().copyOut(statement);
  }

  @Override
  public int fill(int maxRows) throws SQLException {
    CopyOut running = copy;
    if (running == null) {
      throw new IllegalStateException("fill comes after start");
    }
    int row = 0;
    while (row < maxRows && !ended) {
      byte[] message = running.readFromCopy();
      if (message == null) {
        ended = true;
      } else {
        row += readMessage(message, row);
      }
    }
    return row;
  }

  /// Reads a message, which holds a header, a row, a trailer or, from some proxies, more of them.
  private int readMessage(byte[] message, int firstRow) {
    int at = headerRead ? 0 : headerLength(message);
    headerRead = true;
    int count = 0;
    while (at < message.length) {
      short fields = (short) BinaryDecoder.SHORT.get(message, at);
      if (fields == TRAILER) {
        return count;
      }
      if (fields != decoders.length) {
        throw new IllegalStateException("a row has as many fields as were asked for");
      }
      at = readRow(message, at + Short.BYTES, firstRow + count);
      count++;
    }
    return count;
  }

  private static int headerLength(byte[] message) {
    int extension = (int) BinaryDecoder.INT.get(message, HEADER_BEFORE_EXTENSION);
    return HEADER_BEFORE_EXTENSION + Integer.BYTES + extension;
  }

  private int readRow(byte[] message, int start, int row) {
    int at = start;
    for (BinaryDecoder decoder : decoders) {
      int length = (int) BinaryDecoder.INT.get(message, at);
      at += Integer.BYTES;
      if (length >= 0) {
        decoder.decode(message, at, length, row);
        at += length;
      }
    }
    return at;
  }

  @Override
  public void cancel() throws SQLException {
    connection.cancelQuery();
  }

  /// A COPY that is cut off leaves the connection unusable: the driver loses count of the answers
  /// when a cancel meets a server that has just finished.
  @Override
  public boolean close() throws SQLException {
    CopyOut running = copy;
    if (running == null || !running.isActive()) {
      return true;
    }
    connection.cancelQuery();
    return false;
  }
}
