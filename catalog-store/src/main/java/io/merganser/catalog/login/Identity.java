package io.merganser.catalog.login;

import io.merganser.authz.Principal;
import org.jspecify.annotations.Nullable;

/// Who has logged in.
///
/// @param tenant as the store spells it; null for an operator, who has none
public record Identity(Principal principal, @Nullable String tenant) {}
