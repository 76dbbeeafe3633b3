package io.merganser.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.merganser.connectors.spi.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
          "MERGANSER_DATABASE");

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Value> values = new LinkedHashMap<>();

  private ConfigReader() {}

  /// What a setting was given, where, and what its relative paths are relative to.
  record Value(String text, String origin, Path base) {}

  /// Reads a file alone.
  public static ServerConfig read(Path file) {
    return read(file, Map.of(), Map.of());
  }

  /// @param file null for defaults
  /// @param environment of which only what begins with `MERGANSER_` counts
  /// @param sets keys and values that win over all
  /// @throws ConfigException with all problems
  public static ServerConfig read(
      @Nullable Path file, Map<String, String> environment, Map<String, String> sets) {
    ConfigReader reader = new ConfigReader();
    Path here = Path.of("").toAbsolutePath();
    Setting.ALL.forEach(
        setting ->
            reader.values.put(setting.key(), new Value(setting.fallback(), "default", here)));
    if (file != null) {
      reader.readFile(file.toAbsolutePath());
    }
    reader.readEnvironment(environment, here);
    sets.forEach((key, value) -> reader.put(key, value, "--set " + key, here));
    return new ConfigBuilder(reader.values, reader.problems).build();
  }

  private void readFile(Path file) {
    YAMLMapper mapper =
        YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try {
      JsonNode root = mapper.readTree(Files.readString(file));
      if (root == null || root.isMissingNode() || root.isNull()) {
        return;
      }
      if (!root.isObject()) {
        problems.add(file.getFileName() + ": the settings are keys with values");
        return;
      }
      Path folder = file.getParent();
      readNode("", root, file, folder == null ? file : folder);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      problems.add(
          "%s, line %d, column %d: not YAML: %s"
              .formatted(
                  file.getFileName(),
                  at == null ? 0 : at.getLineNr(),
                  at == null ? 0 : at.getColumnNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (IOException e) {
      problems.add("the file `" + file + "` cannot be read");
    }
  }

  private void readNode(String prefix, JsonNode node, Path file, Path folder) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      boolean group = Setting.ALL.stream().anyMatch(each -> each.key().startsWith(key + "."));
      if (value.isObject() && group) {
        readNode(key + ".", value, file, folder);
      } else if (value.isNull() && group) {
        continue;
      } else if (value.isValueNode() && !group) {
        put(key, value.asText(), String.valueOf(file.getFileName()), folder);
      } else if (knows(key) || group) {
        problems.add("`" + key + "`: " + (group ? "takes keys, not a value" : "takes one value"));
      } else {
        unknown(key, String.valueOf(file.getFileName()));
      }
    }
  }

  private void readEnvironment(Map<String, String> environment, Path here) {
    Map<String, String> keys = new LinkedHashMap<>();
    Setting.ALL.forEach(setting -> keys.put(setting.environmentName(), setting.key()));
    environment.keySet().stream()
        .filter(name -> name.startsWith("MERGANSER_") && !NOT_SETTINGS.contains(name))
        .sorted()
        .forEach(
            name -> {
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
