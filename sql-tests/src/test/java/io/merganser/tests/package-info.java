/// Tests of the whole server by real clients. [TestServer] starts one.
@NullMarked
package io.merganser.tests;

import org.jspecify.annotations.NullMarked;
