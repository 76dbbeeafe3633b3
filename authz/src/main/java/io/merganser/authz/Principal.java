package io.merganser.authz;

import org.jspecify.annotations.Nullable;

/// Who asks.
///
/// @param tenant null in the system realm
/// @param superuser sees and may do everything within its reach
public record Principal(@Nullable String tenant, String name, boolean superuser) {}
