/// OpenFGA in the place of our own grants. What a principal is granted in a database is asked for
/// as a whole and kept for seconds, so that decisions stay pure, plans stay cached under it, and a
/// statement costs no call: read [io.merganser.server.openfga.FgaPermissions], then
/// [io.merganser.server.openfga.FgaGrants]. [io.merganser.server.openfga.FgaClient] alone knows the
/// SDK.
@NullMarked
package io.merganser.server.openfga;

import org.jspecify.annotations.NullMarked;
