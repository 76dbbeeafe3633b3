/// From text to Calcite's tree: the parser that the build generates from Calcite's grammar and our
/// productions, and the nodes that Calcite has no class for. [MerganserParser] is the entry.
///
/// Not null-marked, because the generated code shares the package and nobody checks it.
@NullUnmarked
package io.merganser.planner.parser;

import org.jspecify.annotations.NullUnmarked;
