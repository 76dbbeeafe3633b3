/// One port for all that speaks HTTP: Jetty, limits, TLS, who is there, and how a failure looks.
/// What is served comes as a list of [Route]s. Read [HttpServer].
@NullMarked
package io.merganser.server.http;

import org.jspecify.annotations.NullMarked;
