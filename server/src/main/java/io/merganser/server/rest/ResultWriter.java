package io.merganser.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.http.HttpErrors;
import io.merganser.server.http.values.ArrowValues;
import io.merganser.server.http.values.JsonValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.jspecify.annotations.Nullable;

/// Writes a result in one format: the head, the batches, and one of the two ends.
sealed interface ResultWriter {

  void batch(VectorSchemaRoot batch) throws IOException;

  /// The result is complete.
  void end() throws IOException;

  /// The result broke off.
  ///
  /// @return whether the format could say so, and what was written may be ended in order
  boolean broken(QueryException failure) throws IOException;

  /// `{"columns": [...], "rows": [...], "rowCount": n}`; broken ones have `error` for `rowCount`.
  final class Json implements ResultWriter {
    private final JsonGenerator json;
    private long rows;

    Json(OutputStream out, List<Column> columns) throws IOException {
      this.json = JsonValues.generator(out);
      json.writeStartObject();
      json.writeArrayFieldStart("columns");
      for (Column column : columns) {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("type", column.type().toString());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rows");
    }

    @Override
    public void batch(VectorSchemaRoot batch) throws IOException {
      for (int row = 0; row < batch.getRowCount(); row++) {
        json.writeStartArray();
        for (FieldVector vector : batch.getFieldVectors()) {
          JsonValues.write(json, ArrowValues.read(vector, row));
        }
        json.writeEndArray();
      }
      rows += batch.getRowCount();
    }

    @Override
    public void end() throws IOException {
      json.writeEndArray();
      json.writeNumberField("rowCount", rows);
      json.writeEndObject();
      json.flush();
    }

    @Override
    public boolean broken(QueryException failure) throws IOException {
      json.writeEndArray();
      HttpErrors.writeMember(json, failure);
      json.writeEndObject();
      json.flush();
      return true;
    }
  }

  /// CSV of RFC 4180 with a header. Null is nothing, an empty text is `""`.
  final class Csv implements ResultWriter {
    private final OutputStream out;

    Csv(OutputStream out, List<Column> columns) throws IOException {
      this.out = out;
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        append(line.append(i == 0 ? "" : ","), columns.get(i).name());
      }
      write(line);
    }

    @Override
    public void batch(VectorSchemaRoot batch) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int row = 0; row < batch.getRowCount(); row++) {
        line.setLength(0);
        List<FieldVector> vectors = batch.getFieldVectors();
        for (int i = 0; i < vectors.size(); i++) {
          append(line.append(i == 0 ? "" : ","), ArrowValues.read(vectors.get(i), row));
        }
        write(line);
      }
    }

    private static void append(StringBuilder line, @Nullable Object value) {
      if (value == null) {
        return;
      }
      String text = JsonValues.text(value);
      if (text.isEmpty() || text.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0)) {
        line.append('"').append(text.replace("\"", "\"\"")).append('"');
      } else {
        line.append(text);
      }
    }

    private void write(StringBuilder line) throws IOException {
      out.write(line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void end() {}

    @Override
    public boolean broken(QueryException failure) {
      return false;
    }
  }

  /// A stream of Arrow's IPC format.
  final class Arrow implements ResultWriter {
    private final ArrowStreamWriter writer;

    Arrow(OutputStream out, VectorSchemaRoot root) throws IOException {
      this.writer = new ArrowStreamWriter(root, null, Channels.newChannel(out));
      writer.start();
    }

    @Override
    public void batch(VectorSchemaRoot batch) throws IOException {
      writer.writeBatch();
    }

    @Override
    public void end() throws IOException {
      writer.end();
    }

    @Override
    public boolean broken(QueryException failure) {
      return false;
    }
  }
}
