package io.merganser.server.config;

import com.sun.management.OperatingSystemMXBean;
import io.merganser.connectors.spi.Secret;
import io.merganser.planner.StatementLimits;
import io.merganser.server.config.ConfigReader.Value;
import io.merganser.server.config.ServerConfig.AuditConfig;
import io.merganser.server.config.ServerConfig.EngineSettings;
import io.merganser.server.config.ServerConfig.FgaCredentials;
import io.merganser.server.config.ServerConfig.LimitsConfig;
import io.merganser.server.config.ServerConfig.ListenerConfig;
import io.merganser.server.config.ServerConfig.OpenFgaConfig;
import io.merganser.server.config.ServerConfig.StoreConfig;
import io.merganser.server.config.ServerConfig.TlsConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns texts into settings and collects what is wrong with them.
final class ConfigBuilder {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([KMGT]i?)?B?");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  private final Map<String, Value> values;
  private final Map<String, String> environment;
  private final List<String> problems;

  ConfigBuilder(Map<String, Value> values, Map<String, String> environment, List<String> problems) {
    this.values = values;
    this.environment = environment;
    this.problems = problems;
  }

  ServerConfig build() {
    ListenerConfig http = listener("http");
    ListenerConfig flight = listener("flight");
    StoreConfig store = store();
    EngineSettings engine =
        new EngineSettings(
            read("engine.memoryLimit", ConfigBuilder::memory, 1L << 30),
            read("engine.threads", text -> between(text, 1, 1024), 1),
            path("engine.tempDirectory"),
            path("engine.extensions"));
    LimitsConfig limits =
        new LimitsConfig(
            read("limits.statementTimeout", ConfigBuilder::duration, Duration.ofMinutes(5)),
            statementLimits(),
            read("limits.sessionIdle", ConfigBuilder::duration, Duration.ofMinutes(30)),
            read("limits.sessionsPerUser", text -> between(text, 1, 1_000_000), 100),
            read("limits.sessionsPerTenant", text -> between(text, 1, 1_000_000), 1_000),
            read("limits.statementsPerUser", text -> between(text, 1, 1_000_000), 200),
            read("limits.statementsPerTenant", text -> between(text, 1, 1_000_000), 400),
            read("limits.rows", ConfigBuilder::rows, Long.MAX_VALUE),
            read("limits.resultBytes", ConfigBuilder::bytesOrNone, Long.MAX_VALUE));
    AuditConfig audit =
        new AuditConfig(
            "none".equals(value("audit.retention").text().strip())
                ? null
                : read("audit.retention", ConfigBuilder::duration, Duration.ofDays(90)),
            read("audit.literals", ConfigBuilder::truth, false));
    OpenFgaConfig openFga = authorization();
    if (http.port() != 0 && http.port() == flight.port() && http.host().equals(flight.host())) {
      problems.add("`flight.port`: is `" + flight.port() + "` like `http.port`");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new ServerConfig(http, flight, store, engine, limits, audit, openFga);
  }

  private @Nullable OpenFgaConfig authorization() {
    String provider = value("authorization.provider").text().strip();
    if (!provider.equals("none") && !provider.equals("openfga")) {
      problems.add("`authorization.provider`: `" + provider + "` is neither `none` nor `openfga`");
    }
    if (!provider.equals("openfga")) {
      // To read what is said about a server that is not asked would be to ignore it.
      values.entrySet().stream()
          .filter(entry -> entry.getKey().startsWith("authorization.openfga."))
          .filter(entry -> !entry.getValue().origin().equals("default"))
          .findFirst()
          .ifPresent(entry ->
              problems.add(
                  "`" + entry.getKey() + "`: needs `authorization.provider: openfga` to count"));
      return null;
    }
    String prefix = "authorization.openfga.";
    URI url = read(prefix + "url", ConfigBuilder::address, URI.create("http://127.0.0.1"));
    String storeId = read(prefix + "storeId", ConfigBuilder::identifier, "");
    boolean hasModel = !value(prefix + "modelId").text().isBlank();
    FgaCredentials credentials = credentials(prefix + "credentials.");
    if (!(credentials instanceof FgaCredentials.None)
        && url.getScheme().equals("http")
        && !isLoopback(String.valueOf(url.getHost()))) {
      problems.add("`" + prefix + "url`: credentials are sent by https only, but to this machine");
    }
    Duration second = Duration.ofSeconds(1);
    Duration timeout = read(prefix + "timeout", ConfigBuilder::duration, second);
    Duration cacheTtl = read(prefix + "cacheTtl", ConfigBuilder::duration, second);
    if (timeout.plus(cacheTtl).compareTo(Duration.ofSeconds(4)) > 0) {
      problems.add(
          "`%scacheTtl`: with the timeout it is more than 4s, and what is revoked has to end in 5s"
              .formatted(prefix));
    }
    boolean syncs = !value(prefix + "groupSync").text().strip().equals("none");
    return new OpenFgaConfig(
        url,
        storeId,
        hasModel ? read(prefix + "modelId", ConfigBuilder::identifier, "") : null,
        value(prefix + "bootstrap").text().isBlank() ? null : file(prefix + "bootstrap"),
        credentials,
        timeout,
        cacheTtl,
        read(prefix + "cacheSize", text -> between(text, 1, 10_000_000), 1),
        syncs ? read(prefix + "groupSync", ConfigBuilder::duration, second) : null);
  }

  private FgaCredentials credentials(String prefix) {
    String method = value(prefix + "method").text().strip();
    Set<String> used =
        switch (method) {
          case "api_key" -> Set.of("apiKey");
          case "client_credentials" ->
              Set.of("clientId", "clientSecret", "tokenIssuer", "audience", "scopes");
          default -> Set.of();
        };
    values.forEach((key, value) -> {
      boolean idle =
          key.startsWith(prefix)
              && !key.equals(prefix + "method")
              && !used.contains(key.substring(prefix.length()))
              && !value.text().isBlank();
      if (idle) {
        problems.add("`" + key + "`: does not count with the method `" + method + "`");
      }
    });
    return switch (method) {
      case "none" -> new FgaCredentials.None();
      case "api_key" -> new FgaCredentials.ApiKey(new Secret(given(prefix + "apiKey")));
      case "client_credentials" ->
          new FgaCredentials.ClientCredentials(
              given(prefix + "clientId"),
              new Secret(given(prefix + "clientSecret")),
              given(prefix + "tokenIssuer"),
              resolve(prefix + "audience", found -> found),
              resolve(prefix + "scopes", found -> found));
      default -> {
        problems.add(
            "`" + prefix + "method`: `" + method + "` is not none, api_key or client_credentials");
        yield new FgaCredentials.None();
      }
    };
  }

  private String given(String key) {
    String text = resolve(key, found -> found);
    if (text.isBlank()) {
      problems.add("`" + key + "`: is missing");
    }
    return text;
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // The same answer as for one of another kind.
    }
    throw new IllegalArgumentException("is not an address like http://127.0.0.1:8080");
  }

  /// OpenFGA's are ULIDs.
  private static String identifier(String text) {
    if (!text.matches("[0-7][0-9A-HJKMNP-TV-Z]{25}")) {
      throw new IllegalArgumentException(
          "is not an identifier, as OpenFGA gives stores and models");
    }
    return text;
  }

  private StatementLimits statementLimits() {
    StatementLimits otherwise = StatementLimits.DEFAULT;
    return new StatementLimits(
        read("limits.statementBytes", ConfigBuilder::size, otherwise.bytes()),
        read("limits.statementDepth", text -> between(text, 10, 1000), otherwise.depth()),
        count("limits.statementNodes", otherwise.nodes()),
        count("limits.statementJoins", otherwise.joins()),
        count("limits.statementUnions", otherwise.unions()),
        count("limits.statementColumns", otherwise.columns()),
        count("limits.statementExpansion", otherwise.expansion()),
        read("limits.planningTimeout", ConfigBuilder::duration, otherwise.planning()),
        read("limits.statementTimeout", ConfigBuilder::duration, otherwise.running()));
  }

  private int count(String key, int otherwise) {
    return read(key, text -> between(text, 1, 100_000_000), otherwise);
  }

  private ListenerConfig listener(String name) {
    String host = value(name + ".host").text();
    int port = read(name + ".port", text -> between(text, 0, 65_535), 0);
    boolean hasCertificate = !value(name + ".tls.certificate").text().isEmpty();
    boolean hasKey = !value(name + ".tls.key").text().isEmpty();
    if (hasCertificate != hasKey) {
      problems.add("`" + name + ".tls`: needs both certificate and key");
    }
    TlsConfig tls =
        hasCertificate && hasKey
            ? new TlsConfig(file(name + ".tls.certificate"), file(name + ".tls.key"))
            : null;
    if (host.isBlank()) {
      problems.add("`" + name + ".host`: is empty; `0.0.0.0` means every address");
    } else if (tls == null && !isLoopback(host)) {
      problems.add(
          "`"
              + name
              + ".host`: `"
              + host
              + "` is not a loopback address, which needs TLS; set "
              + name
              + ".tls.certificate and "
              + name
              + ".tls.key");
    }
    return new ListenerConfig(host, port, tls);
  }

  /// No name service is asked: what it says can change.
  private static boolean isLoopback(String host) {
    try {
      return host.equalsIgnoreCase("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private StoreConfig store() {
    Secret url = new Secret(storeUrl());
    boolean hasFile = !value("store.keyFile").text().isEmpty();
    boolean hasKey = !value("store.key").text().isEmpty();
    if (hasFile && hasKey) {
      problems.add("`store.key`: takes the place of `store.keyFile`; set one of them");
    }
    return new StoreConfig(
        url,
        hasFile ? path("store.keyFile") : null,
        hasKey ? new Secret(resolve("store.key", found -> found)) : null);
  }

  /// The SQLite file is relative to where it was declared, like every path.
  private String storeUrl() {
    // What is put into an address must not end a part of it: the driver decodes it again.
    String url = resolve("store.url", found -> URLEncoder.encode(found, StandardCharsets.UTF_8));
    String sqlite = "jdbc:sqlite:";
    if (url.startsWith(sqlite)) {
      String file = url.substring(sqlite.length());
      return file.isBlank() || file.startsWith(":")
          ? url
          : sqlite + value("store.url").base().resolve(file).normalize();
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      problems.add("`store.url`: begins with jdbc:sqlite: or jdbc:postgresql:");
    }
    return url;
  }

  /// Puts variables and contents of files in the place of references to them.
  private String resolve(String key, UnaryOperator<String> encoding) {
    Value value = value(key);
    Matcher matcher = REFERENCE.matcher(value.text());
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String found =
          matcher.group(1).equals("env")
              ? environment.get(matcher.group(2))
              : contents(value.base(), matcher.group(2));
      if (found == null) {
        problems.add("`" + key + "`: `" + matcher.group() + "` is not there");
        found = "";
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(encoding.apply(found)));
    }
    return matcher.appendTail(resolved).toString();
  }

  private static @Nullable String contents(Path base, String file) {
    try {
      return Files.readString(base.resolve(file)).strip();
    } catch (IOException | InvalidPathException _) {
      return null;
    }
  }

  private Path path(String key) {
    Value value = value(key);
    try {
      return value.base().resolve(value.text()).normalize();
    } catch (InvalidPathException _) {
      problems.add("`" + key + "`: `" + value.text() + "` is not a path");
      return value.base();
    }
  }

  private Path file(String key) {
    Path path = path(key);
    if (!Files.isReadable(path)) {
      problems.add("`" + key + "`: there is no readable file `" + value(key).text() + "`");
    }
    return path;
  }

  private Value value(String key) {
    Value value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("no such setting: " + key);
    }
    return value;
  }

  private <T> T read(String key, Function<String, T> parse, T otherwise) {
    Value value = value(key);
    try {
      return parse.apply(value.text().strip());
    } catch (IllegalArgumentException e) {
      problems.add("`%s`: `%s` %s".formatted(key, value.text(), e.getMessage()));
      return otherwise;
    }
  }

  private static int between(String text, int least, int most) {
    if (text.matches("-?\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new IllegalArgumentException("is not a number from " + least + " to " + most);
  }

  private static long size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is not a size like 64MiB or 2GB");
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2);
    long base = unit.endsWith("i") ? 1024 : 1000;
    int power = unit.isEmpty() ? 0 : "KMGT".indexOf(unit.charAt(0)) + 1;
    long bytes = Long.parseLong(matcher.group(1));
    for (int i = 0; i < power; i++) {
      if (Math.multiplyHigh(bytes, base) != 0 || bytes * base < 0) {
        throw new IllegalArgumentException("is more than can be");
      }
      bytes *= base;
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("is less than a byte");
    }
    return bytes;
  }

  private static long memory(String text) {
    if (!text.endsWith("%")) {
      return size(text);
    }
    int percent = between(text.substring(0, text.length() - 1).strip(), 1, 100);
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        / 100
        * percent;
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is not a duration like 30s, 5m or 2h");
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    if (duration.isZero()) {
      throw new IllegalArgumentException("is no time at all");
    }
    return duration;
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither `true` nor `false`");
    };
  }

  private static long bytesOrNone(String text) {
    return text.strip().equalsIgnoreCase("none") ? Long.MAX_VALUE : size(text);
  }

  private static long rows(String text) {
    if (text.equals("none")) {
      return Long.MAX_VALUE;
    }
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw new IllegalArgumentException("is not a number of rows, or `none`");
    }
    return Long.parseLong(text);
  }
}
