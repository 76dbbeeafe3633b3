package io.merganser.server.openfga;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.config.ServerConfig.OpenFgaConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store that is asked, made ready: it has a model, and it is known which. One without a model
/// is new, and gets ours and the tuples of the bootstrap file. Safe for use from any thread.
public final class FgaStore {
  private static final Logger log = LoggerFactory.getLogger(FgaStore.class);
  private static final String MODEL = "/openfga/model.json";
  private static final long PAUSE = Duration.ofMillis(500).toNanos();

  private final FgaClient client;
  private final OpenFgaConfig config;
  private final List<Tuple> bootstrap;
  private final ReentrantLock preparing = new ReentrantLock();
  private volatile boolean ready;
  private @Nullable QueryException failure;
  private long failedAt;

  /// @throws io.merganser.server.config.ConfigException if the bootstrap file is not as it should
  ///   be
  public FgaStore(FgaClient client, OpenFgaConfig config) {
    this.client = client;
    this.config = config;
    this.bootstrap = config.bootstrap() == null ? List.of() : TupleFile.read(config.bootstrap());
  }

  /// Makes the store ready if it can be; if not, the log says why and it is tried again when
  /// somebody needs it. Until then nothing is allowed.
  public void start() {
    try {
      prepare();
    } catch (QueryException e) {
      log.atError()
          .addKeyValue("why", e.getMessage())
          .setCause(e)
          .log("nobody but superusers may do anything until OpenFGA answers");
    }
  }

  /// Returns as soon as the store is ready.
  ///
  /// @throws QueryException [io.merganser.server.ServerError#AUTHORIZATION_UNAVAILABLE]
  void prepare() {
    if (ready) {
      return;
    }
    preparing.lock();
    try {
      QueryException last = failure;
      if (ready) {
        return;
      }
      if (last != null && System.nanoTime() - failedAt < PAUSE) {
        throw last;
      }
      client.findStore();
      chooseModel();
      ready = true;
    } catch (QueryException e) {
      failure = e;
      failedAt = System.nanoTime();
      throw e;
    } finally {
      preparing.unlock();
    }
  }

  private void chooseModel() {
    if (config.modelId() != null) {
      return;
    }
    String latest = client.latestModel();
    if (latest != null) {
      client.useModel(latest);
      log.atInfo().addKeyValue("model", latest).log("OpenFGA decides");
      return;
    }
    String made = client.writeModel(model());
    client.useModel(made);
    client.write(bootstrap, List.of());
    log.atInfo()
        .addKeyValue("model", made)
        .addKeyValue("tuples", bootstrap.size())
        .log("OpenFGA decides; its store was new");
  }

  /// Ours, as OpenFGA's interface takes it.
  static String model() {
    try (InputStream in = FgaStore.class.getResourceAsStream(MODEL)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + MODEL);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
