/// Proves folders of files against the real hub, locked down.
@NullMarked
package io.merganser.connectors.files;

import org.jspecify.annotations.NullMarked;
