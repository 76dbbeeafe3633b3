package io.merganser.server.cli.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a user may choose about the demo.
///
/// @param password for all users; null to have one made up for each
/// @param scale of TPC-H; null for what is there already, or 0.1
/// @param extensions where DuckDB extensions are looked for
public record DemoOptions(
    Path folder,
    Path extensions,
    int httpPort,
    int flightPort,
    @Nullable Double scale,
    @Nullable String password) {}
