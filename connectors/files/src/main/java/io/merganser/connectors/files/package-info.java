/// Folders of Parquet, CSV and JSON files as catalogs of the hub.
///
/// [FilesConnectorFactory] turns a declared folder into views that the hub creates before it is
/// locked down: [FolderScan] finds the tables, [TableReader] finds how each is read. Read the
/// factory first.
@NullMarked
package io.merganser.connectors.files;

import org.jspecify.annotations.NullMarked;
