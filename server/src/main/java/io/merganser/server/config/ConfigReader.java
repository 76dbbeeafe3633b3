package io.merganser.server.config;

import io.merganser.catalog.yaml.YamlException;
import io.merganser.catalog.yaml.YamlNode;
import io.merganser.connectors.spi.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the settings from a file, the environment and the command line.
public final class ConfigReader {
  /// In the environment for others than the server.
  private static final Set<String> NOT_SETTINGS =
      Set.of(
          "MERGANSER_PASSWORD",
          "MERGANSER_URL",
          "MERGANSER_USER",
          "MERGANSER_HOME",
          "MERGANSER_JAVA",
          "MERGANSER_JAVA_OPTIONS",
          "MERGANSER_TENANT",
          "MERGANSER_DATABASE",
          "MERGANSER_EXTENSIONS",
          "MERGANSER_TERMINALS");

  /// What Kubernetes puts into every container for a service whose name begins with `merganser`.
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(
          "MERGANSER_(\\w+_)?(SERVICE_(HOST|PORT)(_\\w+)?|PORT_\\d+_(TCP|UDP)(_\\w+)?)");

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([^}]+)}");

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Value> values = new LinkedHashMap<>();

  private ConfigReader() {}

  /// What a setting was given, where, and what its relative paths are relative to.
  record Value(String text, String origin, Path base) {}

  /// Reads a file alone.
  public static ServerConfig read(Path file) {
    return read(file, Map.of(), Map.of());
  }

  /// Reads all three; the file counts least and `sets` most.
  ///
  /// @param file null for defaults
  /// @param environment of which only what begins with `MERGANSER_` counts
  /// @param sets keys and values that win over all
  /// @throws ConfigException with all problems
  public static ServerConfig read(
      @Nullable Path file, Map<String, String> environment, Map<String, String> sets) {
    ConfigReader reader = new ConfigReader();
    Path here = Path.of("").toAbsolutePath();
    Setting.ALL.forEach(setting ->
        reader.values.put(setting.key(), new Value(setting.fallback(), "default", here)));
    if (file != null) {
      reader.readFile(file.toAbsolutePath());
    }
    reader.readEnvironment(environment, here);
    sets.forEach((key, value) -> reader.put(key, value, "--set " + key, here));
    return new ConfigBuilder(reader.values, environment, reader.problems).build();
  }

  private void readFile(Path file) {
    try {
      Path folder = file.getParent();
      switch (YamlNode.parse(Files.readString(file))) {
        case YamlNode.Empty _ -> {}
        case YamlNode.Mapping root -> readGroup("", root, file, folder == null ? file : folder);
        case YamlNode.Scalar _, YamlNode.Sequence _ ->
            problems.add(file.getFileName() + ": the settings are keys with values");
      }
    } catch (YamlException e) {
      problems.add(file.getFileName() + ", " + e.place() + ": not YAML: " + e.getMessage());
    } catch (IOException e) {
      problems.add("the file `" + file + "` cannot be read");
    }
  }

  private void readGroup(String prefix, YamlNode.Mapping group, Path file, Path folder) {
    for (Map.Entry<String, YamlNode> entry : group.fields().entrySet()) {
      String key = prefix + entry.getKey();
      boolean isGroup = Setting.ALL.stream().anyMatch(each -> each.key().startsWith(key + "."));
      if (!isGroup && !knows(key)) {
        unknown(key, file.getFileName() + ", line " + entry.getValue().line());
        continue;
      }
      switch (entry.getValue()) {
        case YamlNode.Mapping inner when isGroup -> readGroup(key + ".", inner, file, folder);
        case YamlNode.Scalar(String text, boolean _, int _) when !isGroup ->
            put(key, text, String.valueOf(file.getFileName()), folder);
        // A key without a value leaves the default.
        case YamlNode.Empty _ -> {}
        case YamlNode.Mapping _, YamlNode.Sequence _, YamlNode.Scalar _ ->
            problems.add("`" + key + "`: takes " + (isGroup ? "keys, not a value" : "one value"));
      }
    }
  }

  private void readEnvironment(Map<String, String> environment, Path here) {
    Map<String, String> keys = new LinkedHashMap<>();
    Setting.ALL.forEach(setting -> keys.put(setting.environmentName(), setting.key()));
    Set<String> referenced = referenced();
    environment.keySet().stream()
        .filter(name -> name.startsWith("MERGANSER_") && !NOT_SETTINGS.contains(name))
        .filter(name -> keys.containsKey(name) || !referenced.contains(name))
        .filter(name ->
            keys.containsKey(name) || !isOfKubernetes(name, String.valueOf(environment.get(name))))
        .sorted()
        .forEach(name -> {
          String key = keys.get(name);
          if (key == null) {
            problems.add(
                "no setting for the variable `"
                    + name
                    + "`"
                    + Names.nearest(name, keys.keySet())
                        .map(near -> ", did you mean `" + near + "`")
                        .orElse(""));
          } else {
            put(key, String.valueOf(environment.get(name)), name, here);
          }
        });
  }

  private static boolean isOfKubernetes(String name, String value) {
    return OF_KUBERNETES.matcher(name).matches()
        || (name.endsWith("PORT") && value.matches("(tcp|udp)://.*"));
  }

  /// Variables that the file refers to, which need not be settings.
  private Set<String> referenced() {
    Set<String> names = new HashSet<>();
    for (Value value : values.values()) {
      Matcher matcher = REFERENCE.matcher(value.text());
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  private void put(String key, String text, String origin, Path base) {
    if (knows(key)) {
      values.put(key, new Value(text, origin, base));
    } else {
      unknown(key, origin);
    }
  }

  private static boolean knows(String key) {
    return Setting.ALL.stream().anyMatch(setting -> setting.key().equals(key));
  }

  private void unknown(String key, String origin) {
    problems.add(
        "no setting `"
            + key
            + "` ("
            + origin
            + ")"
            + Names.nearest(key, Setting.ALL.stream().map(Setting::key).toList())
                .map(near -> ", did you mean `" + near + "`")
                .orElse(""));
  }
}
