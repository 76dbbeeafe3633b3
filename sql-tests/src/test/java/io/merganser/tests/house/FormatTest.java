package io.merganser.tests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.StringWrapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every source is as google-java-format writes it. A test and not a plugin of Maven, because the
/// formatter needs the compiler of the JDK that the tests run on, and Maven may run on another.
class FormatTest {
  @Test
  void sourcesAreFormatted() {
    List<String> wrong =
        Checkout.javaFiles().parallelStream().filter(file -> !isFormatted(file)).sorted().toList();
    assertThat(wrong).as("not formatted; `./merganser format` formats them").isEmpty();
  }

  @Test
  void noticesWhatIsNotFormatted() throws FormatterException {
    assertThat(format("class A{int a ;}\n")).isEqualTo("class A {\n  int a;\n}\n");
    assertThat(format("import java.util.List;\n\nclass A {}\n")).isEqualTo("class A {}\n");
  }

  private static boolean isFormatted(String file) {
    String source = Checkout.read(file);
    try {
      String formatted = format(source);
      if (formatted.equals(source)) {
        return true;
      }
      if (Checkout.rewrites()) {
        Checkout.write(file, formatted);
        return true;
      }
      return false;
    } catch (FormatterException e) {
      return fail(file + " cannot be read as Java", e);
    }
  }

  private static String format(String source) throws FormatterException {
    Formatter formatter = new Formatter();
    return StringWrapper.wrap(formatter.formatSourceAndFixImports(source), formatter);
  }
}
