/// Avatica's protocol, JSON and protobuf, for its remote JDBC driver: requests become calls of the
/// pipeline, Arrow batches become frames. Read [AvaticaEndpoint].
@NullMarked
package io.merganser.server.avatica;

import org.jspecify.annotations.NullMarked;
