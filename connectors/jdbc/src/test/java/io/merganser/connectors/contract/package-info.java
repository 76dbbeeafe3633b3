/// The one suite that every connector and every mode has to pass. A connector's tests give a
/// [TestingSource] to [ConnectorContract].
@NullMarked
package io.merganser.connectors.contract;

import org.jspecify.annotations.NullMarked;
