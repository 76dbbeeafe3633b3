/// The durable control plane: manifests are applied to it, everything else reads from it. Read
/// [io.merganser.catalog.store.CatalogStore].
@NullMarked
package io.merganser.catalog.store;

import org.jspecify.annotations.NullMarked;
