/// Manifests: YAML into records, or into all that is wrong with it, and back. Read
/// [io.merganser.catalog.manifest.Manifest], then [io.merganser.catalog.manifest.ManifestReader].
@NullMarked
package io.merganser.catalog.manifest;

import org.jspecify.annotations.NullMarked;
