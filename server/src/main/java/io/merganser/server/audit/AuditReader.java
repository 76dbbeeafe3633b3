package io.merganser.server.audit;

import io.merganser.catalog.audit.AuditQuery;
import io.merganser.catalog.audit.AuditTrail;
import io.merganser.catalog.audit.AuditTrail.Entry;
import io.merganser.connectors.spi.ArrowTypes;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.FragmentContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Reads the trail page by page, each when it is asked for.
final class AuditReader extends ArrowReader {
  private static final int PAGE = 2_000;

  private final AuditTrail trail;
  private final String tenant;
  private final List<AuditColumn> columns;
  private final List<Column> rowType;
  private final FragmentContext context;
  private @Nullable Long before;
  private boolean ended;

  AuditReader(
      AuditTrail trail,
      String tenant,
      List<AuditColumn> columns,
      List<Column> rowType,
      FragmentContext context) {
    super(context.allocator());
    this.trail = trail;
    this.tenant = tenant;
    this.columns = columns;
    this.rowType = rowType;
    this.context = context;
  }

  @Override
  protected Schema readSchema() {
    return ArrowTypes.schema(rowType);
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    prepareLoadNextBatch();
    if (ended) {
      return false;
    }
    context.cancellation().throwIfCancelled();
    List<Entry> page = trail.find(page());
    ended = page.size() < PAGE;
    if (page.isEmpty()) {
      return false;
    }
    before = page.getLast().id();
    VectorSchemaRoot root = getVectorSchemaRoot();
    for (int i = 0; i < columns.size(); i++) {
      FieldVector vector = root.getVector(i);
      vector.setInitialCapacity(page.size());
      vector.allocateNew();
      for (int row = 0; row < page.size(); row++) {
        set(vector, row, columns.get(i).value().apply(page.get(row)));
      }
    }
    root.setRowCount(page.size());
    return true;
  }

  private AuditQuery page() {
    return new AuditQuery(
        tenant, null, null, null, null, null, null, null, null, null, null, before, PAGE);
  }

  private static void set(FieldVector vector, int row, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
      return;
    }
    switch (vector) {
      case VarCharVector text -> text.setSafe(row, bytes(value));
      case BigIntVector number -> number.setSafe(row, (Long) value);
      case IntVector number -> number.setSafe(row, (Integer) value);
      case BitVector truth -> truth.setSafe(row, (Boolean) value ? 1 : 0);
      case TimeStampMicroTZVector moment ->
          moment.setSafe(row, ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
      case ListVector list -> {
        List<?> items = (List<?>) value;
        int at = list.startNewValue(row);
        VarCharVector texts = (VarCharVector) list.getDataVector();
        for (int i = 0; i < items.size(); i++) {
          texts.setSafe(at + i, bytes(items.get(i)));
        }
        list.endValue(row, items.size());
      }
      default -> throw new IllegalStateException("no such column: " + vector.getField());
    }
  }

  private static byte[] bytes(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {
    // Each page is read as a whole.
  }
}
