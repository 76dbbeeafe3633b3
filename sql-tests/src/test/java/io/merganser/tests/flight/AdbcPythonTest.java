package io.merganser.tests.flight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What Python sees through ADBC's Flight SQL driver, which pandas, Polars, dlt and notebooks use.
/// The driver comes from PyPI once and stays until the next `clean`; without Python, pip or PyPI
/// the test is skipped and says so.
@Timeout(300)
class AdbcPythonTest {
  private static final Path DRIVER = Path.of("target/adbc").toAbsolutePath();
  private static final Path SCRIPT =
      Path.of("src/test/resources/io/merganser/tests/flight/adbc.py").toAbsolutePath();

  private record Ended(int code, String output) {}

  @Test
  void pythonProgramsWork() throws Exception {
    install();
    try (TestServer server = TestServer.start()) {
      Ended python = run("python3", SCRIPT.toString(), Integer.toString(server.flightPort()));
      assertThat(python.output().lines())
          .containsExactly(
              "vendor Merganser",
              "catalogs ['crm', 'geo', 'parts']",
              "tables ['nation', 'region']",
              "schema ['n_nationkey', 'n_name', 'n_regionkey']",
              "row (1, 'a', Decimal('1.50'), datetime.datetime(2020, 2, 29, 12, 34, 56, 123456),"
                  + " [1, None], None)",
              "columns ['one', 'letter', 'price', 'moment', 'list', 'nothing']",
              "parameters [('N3',), ('N4',)]",
              "null [(0,)]",
              "arrow 2000",
              "error INVALID_ARGUMENT: [FlightSQL] [42P01] TABLE_NOT_FOUND: no table `nosuch`"
                  + " (line 1, column 15)",
              "after [(2,)]",
              "login UNAUTHENTICATED: [FlightSQL] [28P01] LOGIN_FAILED: user, password or tenant is"
                  + " wrong");
      assertThat(python.code()).isZero();
    }
  }

  private static void install() throws IOException, InterruptedException {
    if (Files.exists(DRIVER.resolve("installed"))) {
      return;
    }
    Ended pip;
    try {
      pip =
          run(
              "python3",
              "-m",
              "pip",
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "--no-input",
              "--target",
              DRIVER.toString(),
              "adbc-driver-flightsql",
              "pyarrow");
    } catch (IOException e) {
      pip = new Ended(1, String.valueOf(e.getMessage()));
    }
    if (pip.code() != 0) {
      System.out.println("ADBC in Python is not tested: " + pip.output().strip());
    }
    assumeTrue(pip.code() == 0, "no ADBC driver for Python: " + pip.output());
    Files.createFile(DRIVER.resolve("installed"));
  }

  private static Ended run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", DRIVER.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
