/// Arrow Flight SQL: turns its commands, actions and tickets into statements of the pipeline, and
/// results into streams of Arrow batches at the speed at which the client takes them. Read
/// [FlightServer], then [SqlProducer].
@NullMarked
package io.merganser.server.flight;

import org.jspecify.annotations.NullMarked;
