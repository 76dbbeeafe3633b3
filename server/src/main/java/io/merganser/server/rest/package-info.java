/// Statements, metadata, health and metrics over plain HTTP. Read [Routes], the table of all
/// addresses.
@NullMarked
package io.merganser.server.rest;

import org.jspecify.annotations.NullMarked;
