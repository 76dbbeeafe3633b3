/// What a principal sees of catalogs, schemas, tables and columns, for both protocols. Read
/// [Metadata].
@NullMarked
package io.merganser.server.metadata;

import org.jspecify.annotations.NullMarked;
