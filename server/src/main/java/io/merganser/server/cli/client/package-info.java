/// The client behind `merganser sql`: text into statements, statements into answers over the REST
/// API, answers into tables. Knows nothing of the server it talks to but its URL. Read [SqlClient].
@NullMarked
package io.merganser.server.cli.client;

import org.jspecify.annotations.NullMarked;
