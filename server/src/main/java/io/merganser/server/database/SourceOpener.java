package io.merganser.server.database;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.duckdb.ExtensionFolder;
import io.merganser.connectors.spi.Attachable;
import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.ConnectorFactory;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Source;
import io.merganser.connectors.spi.SourceMode;
import io.merganser.planner.SourceCatalog;
import io.merganser.server.database.DatabaseSpec.SourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns declared sources into the hub and catalogs of a database.
///
/// A source becomes attached where it asks for that, or says `auto` and its extensions are here;
/// otherwise direct. What can be attached can be direct besides, and then both ways are open to the
/// planner.
final class SourceOpener {
  /// Left alone the joiner would join streams, of whose size it has no idea, in an order of its
  /// own, and read a stream twice where it thinks that this is cheap.
  private static final List<String> NOT_ON_STREAMS =
      List.of("join_order", "build_side_probe_side", "late_materialization");

  private static final Duration METADATA_TTL = Duration.ofSeconds(5);

  /// Files that the hub holds read-only do not change their tables while it runs.
  private static final Duration FOREVER = Duration.ofDays(10_000);

  private final Map<String, ConnectorFactory> factories;
  private final EngineConfig engine;
  private final EngineConfig joining;
  private final Map<String, SourceCatalog> ready = new LinkedHashMap<>();
  private final Map<String, SourceState> states = new LinkedHashMap<>();
  private final Set<String> writable = new HashSet<>();
  private final List<LateSource> late = new ArrayList<>();

  SourceOpener(Map<String, ConnectorFactory> factories, EngineConfig engine) {
    this.factories = factories;
    this.engine = engine;
    this.joining =
        new EngineConfig(
            engine.memoryLimit(),
            engine.threads(),
            engine.tempDirectory(),
            engine.maxTempSize(),
            engine.extensions(),
            NOT_ON_STREAMS);
  }

  /// @param late sources that may join `sources` when they answer
  record Opened(
      DuckDbEngine hub, DuckDbEngine joiner, OpenedSources sources, List<LateSource> late) {}

  /// The two engines of a database.
  private record Engines(DuckDbEngine hub, DuckDbEngine joiner) {}

  /// A source that is about to be attached.
  private record Candidate(SourceSpec spec, Source source, @Nullable Attachment attachment) {}

  Opened open(DatabaseSpec spec) {
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    for (SourceSpec source : spec.sources()) {
      candidate(source).ifPresent(found -> candidates.put(source.config().alias(), found));
    }
    Map<String, Attachment> attachments = new LinkedHashMap<>();
    candidates.forEach((alias, candidate) -> {
      if (candidate.attachment() != null) {
        attachments.put(alias, candidate.attachment());
      }
    });
    DuckDbEngine hub = DuckDbEngine.open(engine, attachments);
    hub.failures().keySet().forEach(attachments::remove);
    // Two engines must not write one file.
    candidates.values().stream()
        .map(Candidate::spec)
        .filter(SourceOpener::isWritable)
        .forEach(writer -> attachments.remove(writer.config().alias()));
    Engines engines = new Engines(hub, joiner(hub, attachments));
    candidates.forEach(
        (alias, candidate) -> finish(engines, alias, candidate, attachments.containsKey(alias)));
    return new Opened(hub, engines.joiner(), new OpenedSources(ready, states, writable), late);
  }

  private DuckDbEngine joiner(DuckDbEngine hub, Map<String, Attachment> attachments) {
    try {
      return DuckDbEngine.open(joining, attachments);
    } catch (RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  /// The other ways to attach are read-only whatever is declared.
  private static boolean isWritable(SourceSpec spec) {
    return spec.type().equals("duckdb") && !spec.config().readOnly();
  }

  private Optional<Candidate> candidate(SourceSpec spec) {
    String alias = spec.config().alias();
    if (spec.disabled()) {
      put(SourceState.disabled(spec));
      return Optional.empty();
    }
    if (spec.problem() != null) {
      put(SourceState.failed(spec, spec.problem()));
      return Optional.empty();
    }
    @Nullable DirectConnector unanswered = null;
    try {
      ConnectorFactory factory = factories.get(spec.type());
      if (factory == null) {
        throw new QueryException(
            ConnectorError.SOURCE_MISCONFIGURED, "no source type `" + spec.type() + "`");
      }
      Source source = factory.create(spec.config());
      DirectConnector direct = source.direct();
      if (direct != null) {
        unanswered = direct;
        direct.check();
        unanswered = null;
      }
      return Optional.of(new Candidate(spec, source, attachment(spec.mode(), alias, source)));
    } catch (QueryException e) {
      put(SourceState.failed(spec, e.getMessage()));
      if (unanswered != null && spec.mode() != SourceMode.ATTACH) {
        late.add(new LateSource(spec, unanswered));
      }
      return Optional.empty();
    }
  }

  private @Nullable Attachment attachment(SourceMode mode, String alias, Source source) {
    Attachable attachable = source.attachable();
    DirectConnector direct = source.direct();
    return switch (mode) {
      case DIRECT -> {
        if (direct == null) {
          throw new QueryException(
              ConnectorError.SOURCE_MISCONFIGURED, "such a source has no direct mode");
        }
        yield null;
      }
      case ATTACH -> {
        if (attachable == null) {
          throw new QueryException(
              ConnectorError.SOURCE_MISCONFIGURED, "such a source has no attach mode");
        }
        yield attachable.attachment(alias);
      }
      case AUTO -> {
        Attachment attachment = attachable == null ? null : attachable.attachment(alias);
        boolean wanted = attachment != null && (direct == null || present(attachment));
        yield wanted ? attachment : null;
      }
    };
  }

  private boolean present(Attachment attachment) {
    if (attachment.extensions().isEmpty()) {
      return true;
    }
    var folder = engine.extensions();
    return folder != null
        && attachment.extensions().stream()
            .allMatch(name -> new ExtensionFolder(folder).find(name).isPresent());
  }

  /// @param joins whether the joiner was told to hold it too
  private void finish(Engines engines, String alias, Candidate candidate, boolean joins) {
    DuckDbEngine hub = engines.hub();
    SourceSpec spec = candidate.spec();
    DirectConnector direct = candidate.source().direct();
    QueryException failure = hub.failures().get(alias);
    if (failure != null && (spec.mode() == SourceMode.ATTACH || direct == null)) {
      String hint = failure.hint() == null ? "" : "; " + failure.hint();
      put(SourceState.failed(spec, failure.getMessage() + hint));
      return;
    }
    if (direct != null && (candidate.attachment() == null || failure != null)) {
      ready.put(Names.fold(alias), directCatalog(spec, direct));
      put(SourceState.ready(spec, "direct"));
      return;
    }
    CachedConnector metadata =
        direct == null
            ? new CachedConnector(hub.catalog(alias), FOREVER)
            : new CachedConnector(direct, METADATA_TTL);
    if (direct == null) {
      preload(metadata);
    }
    Attachable attachable = candidate.source().attachable();
    boolean frozen = attachable != null && attachable.isFrozen();
    boolean onJoiner = joins && !engines.joiner().failures().containsKey(alias);
    ready.put(
        Names.fold(alias), new SourceCatalog(alias, metadata, true, onJoiner, frozen, direct));
    if (isWritable(spec)) {
      writable.add(Names.fold(alias));
    }
    put(SourceState.ready(spec, "attach"));
  }

  /// A catalog that the hub does not hold.
  static SourceCatalog directCatalog(SourceSpec spec, DirectConnector direct) {
    return new SourceCatalog(
        spec.config().alias(), new CachedConnector(direct, METADATA_TTL), false, direct);
  }

  /// The hub looks into all its catalogs to list one: done now, a server that goes away later does
  /// not take the tables of files with it.
  private static void preload(CachedConnector metadata) {
    for (String schema : metadata.schemas()) {
      for (String table : metadata.tables(schema)) {
        metadata.findTable(schema, table);
        metadata.rowCount(schema, table);
      }
    }
  }

  private void put(SourceState state) {
    states.put(Names.fold(state.alias()), state);
  }
}
