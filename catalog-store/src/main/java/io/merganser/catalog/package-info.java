/// What is declared and kept: tenants, databases, sources, secrets, users, roles and grants.
///
/// `manifest` turns YAML into a [io.merganser.catalog.manifest.Manifest] or into all that is wrong
/// with it, `store` keeps manifests and answers from them
/// ([io.merganser.catalog.store.CatalogStore], the class to read first), `login` checks passwords.
@NullMarked
package io.merganser.catalog;

import org.jspecify.annotations.NullMarked;
