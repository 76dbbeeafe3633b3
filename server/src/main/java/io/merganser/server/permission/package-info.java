/// Where what a principal may do in a database comes from. Read
/// [io.merganser.server.permission.Permissions].
@NullMarked
package io.merganser.server.permission;

import org.jspecify.annotations.NullMarked;
