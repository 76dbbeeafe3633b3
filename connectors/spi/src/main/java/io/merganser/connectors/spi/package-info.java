/// The bottom of Merganser: names, types, errors and the contract of a connector.
///
/// A [ConnectorFactory] turns what was declared into a [Source]: something the hub can attach
/// ([Attachable]), something that runs fragments itself ([DirectConnector]), or both. Read
/// [Connector] first.
@NullMarked
package io.merganser.connectors.spi;

import org.jspecify.annotations.NullMarked;
