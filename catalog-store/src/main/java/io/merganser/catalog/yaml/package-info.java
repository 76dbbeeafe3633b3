/// YAML text into a tree that forgets nothing: positions, and scalars as they were written. Read
/// [io.merganser.catalog.yaml.YamlNode].
@NullMarked
package io.merganser.catalog.yaml;

import org.jspecify.annotations.NullMarked;
