/// The running side of a database: its hub, its sources and the catalogs they make. Read
/// [Databases].
@NullMarked
package io.merganser.server.database;

import org.jspecify.annotations.NullMarked;
