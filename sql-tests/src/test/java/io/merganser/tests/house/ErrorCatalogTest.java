package io.merganser.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.ErrorKind;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ErrorCatalogTest {
  @Test
  void documentIsFresh() {
    ErrorCatalog.document().assertFresh();
  }

  @Test
  void namesAllEnumsThereAre() {
    List<String> enums =
        Classes.MAIN.stream()
            .filter(type -> type.isEnum() && type.isAssignableTo(ErrorCode.class))
            .map(JavaClass::getName)
            .toList();
    assertThat(ErrorCatalog.CHAPTERS)
        .extracting(chapter -> chapter.codes()[0].getClass().getName())
        .containsExactlyInAnyOrderElementsOf(enums);
  }

  @Test
  void everyCodeIsOneOfItsKindAndSaysWhatItMeans() {
    assertThat(ErrorCatalog.codes().map(ErrorCode::name)).doesNotHaveDuplicates();
    for (ErrorCatalog.Chapter chapter : ErrorCatalog.CHAPTERS) {
      for (ErrorCode code : chapter.codes()) {
        assertThat(code.sqlState()).as(code.name()).matches("[0-9A-Z]{5}");
        assertThat(code.sqlState().startsWith("XX"))
            .as(code + " is INTERNAL if and only if its SQLSTATE is XX000")
            .isEqualTo(code.kind() == ErrorKind.INTERNAL);
        assertThat(chapter.meanings().get(code.name()))
            .as("a comment on " + code)
            .isNotNull()
            .matches("[A-Z].*\\.");
      }
    }
  }

  /// A figure to talk about, not a rule: an error that no test names.
  @Test
  void tellsWhichCodesNoTestNames() {
    List<String> tests =
        Checkout.files(file -> file.contains("/src/test/") && !file.contains("/house/")).stream()
            .map(Checkout::read)
            .toList();
    String untested =
        ErrorCatalog.codes()
            .map(ErrorCode::name)
            .filter(name -> tests.stream().noneMatch(test -> test.contains(name)))
            .collect(Collectors.joining(", "));
    System.out.println("error codes that no test names: " + untested);
  }
}
