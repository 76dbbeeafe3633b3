package io.merganser.authz;

import io.merganser.connectors.spi.TableName;

/// What a statement needs.
public record Requirement(Verb verb, TableName table) {}
