/// The server: what every front door shares. Each package below it is one room; `query` holds the
/// pipeline that all of them call.
@NullMarked
package io.merganser.server;

import org.jspecify.annotations.NullMarked;
