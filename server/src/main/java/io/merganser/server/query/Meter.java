package io.merganser.server.query;

import io.merganser.connectors.spi.ForwardingStream;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.planner.Fragment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a statement and its fragments took: rows, and the time until the last of them was there.
/// Fragments are read by threads of an engine.
final class Meter {
  private final List<Measurement> fragments = new ArrayList<>();
  private @Nullable Measurement whole;

  /// The statement, from before it is started.
  ResultStream whole(Supplier<ResultStream> start) {
    Measurement measurement = new Measurement("");
    whole = measurement;
    return measurement.of(start.get());
  }

  /// A fragment, from before it is started.
  ResultStream fragment(Fragment fragment, Supplier<ResultStream> start) {
    String catalog = fragment.catalog();
    Measurement measurement =
        new Measurement(fragment.name() + " on " + (catalog == null ? "the hub" : catalog));
    synchronized (fragments) {
      fragments.add(measurement);
    }
    return measurement.of(start.get());
  }

  /// @param telling whether to tell more than what the client would have got: rows that fragments
  ///   gave, and times, may tell of rows that are hidden
  List<String> lines(boolean telling) {
    List<String> lines = new ArrayList<>();
    if (whole != null) {
      lines.add("");
      lines.add("ran: " + (telling ? whole.text() : whole.count()));
    }
    if (telling) {
      synchronized (fragments) {
        fragments.forEach(fragment -> lines.add("  " + fragment.name + ": " + fragment.text()));
      }
    }
    return lines;
  }

  private static final class Measurement {
    private final String name;
    private final long start = System.nanoTime();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong end = new AtomicLong(start);

    Measurement(String name) {
      this.name = name;
    }

    ResultStream of(ResultStream stream) {
      return new ForwardingStream(stream) {
        @Override
        public boolean next() {
          boolean more = super.next();
          end.set(System.nanoTime());
          if (more) {
            rows.addAndGet(batch().getRowCount());
          }
          return more;
        }
      };
    }

    String count() {
      long count = rows.get();
      return count + (count == 1 ? " row" : " rows");
    }

    String text() {
      return count() + " in " + Duration.ofNanos(end.get() - start).toMillis() + " ms";
    }
  }
}
