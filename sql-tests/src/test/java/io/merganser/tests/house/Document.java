package io.merganser.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

/// A document that is generated and checked in.
///
/// @param file from the root
/// @param text what it should be
record Document(String file, String text) {

  /// Fails if the one that is checked in is another, or writes it if that was asked for.
  void assertFresh() {
    if (Checkout.rewrites()) {
      Checkout.write(file, text);
      return;
    }
    assertThat(Checkout.files()).contains(file);
    assertThat(Checkout.read(file))
        .as(file + " is stale; `./merganser format` writes it anew")
        .isEqualTo(text);
  }
}
