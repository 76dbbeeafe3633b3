/// The house rules as tests: which module may use which, how sources are formatted, what tracked
/// files may hold, and that generated documents are fresh. [Checkout] finds the files, [Document]
/// compares a generated one with the one that is checked in, or writes it.
@NullMarked
package io.merganser.tests.house;

import org.jspecify.annotations.NullMarked;
