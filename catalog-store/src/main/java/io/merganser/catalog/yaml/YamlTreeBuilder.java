package io.merganser.catalog.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds the tree from the parser's tokens; depth is bounded by the parser.
final class YamlTreeBuilder {
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final String text;

  YamlTreeBuilder(String text) {
    this.text = text;
  }

  YamlNode build() throws YamlException {
    try (YAMLParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return new YamlNode.Empty(1);
      }
      YamlNode root = node(parser);
      if (parser.nextToken() != null) {
        throw at(
            parser.currentTokenLocation(), "one document is expected, a second one begins here");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw at(e.getLocation(), firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
  }

  private static YamlNode node(YAMLParser parser) throws IOException, YamlException {
    int line = parser.currentTokenLocation().getLineNr();
    if (parser.isCurrentAlias()) {
      throw at(parser.currentTokenLocation(), "aliases are not supported, write the value out");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(parser, line);
      case START_ARRAY -> sequence(parser, line);
      case VALUE_NULL -> new YamlNode.Empty(line);
      case VALUE_STRING -> new YamlNode.Scalar(parser.getText(), true, line);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          new YamlNode.Scalar(parser.getText(), false, line);
      default -> throw at(parser.currentTokenLocation(), "a value of this kind is not supported");
    };
  }

  private static YamlNode mapping(YAMLParser parser, int line) throws IOException, YamlException {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (parser.isCurrentAlias()) {
        throw at(parser.currentTokenLocation(), "aliases are not supported, write the key out");
      }
      if (fields.containsKey(key)) {
        throw at(parser.currentTokenLocation(), "key `" + key + "` stands here a second time");
      }
      parser.nextToken();
      fields.put(key, node(parser));
    }
    return new YamlNode.Mapping(fields, line);
  }

  private static YamlNode sequence(YAMLParser parser, int line) throws IOException, YamlException {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(parser));
    }
    return new YamlNode.Sequence(items, line);
  }

  private static YamlException at(@Nullable JsonLocation location, String message) {
    return location == null
        ? new YamlException(1, 1, message)
        : new YamlException(location.getLineNr(), location.getColumnNr(), message);
  }

  /// The parser's messages go on with an excerpt of the text, which may hold a secret.
  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("not readable");
  }
}
