package io.merganser.tests.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.server.cli.client.Format;
import io.merganser.server.cli.client.SqlClient;
import io.merganser.server.cli.client.SqlFailure;
import io.merganser.server.cli.demo.Demo;
import io.merganser.server.cli.demo.DemoException;
import io.merganser.server.cli.demo.DemoOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One demo at a small scale, asked by its own client.
@Timeout(180)
class DemoTest {
  private static final String PASSWORD = "of the demo";
  private static final String CROSS_SOURCE =
      """
      SELECT count(*) AS n, count(DISTINCT c.c_custkey) AS customers,
        count(DISTINCT n.n_name) AS nations
      FROM sales.public.orders o
      JOIN crm.main.customer c ON c.c_custkey = o.o_custkey
      JOIN geo.main.nation n ON n.n_nationkey = c.c_nationkey
      """;

  @TempDir private Path folder;

  private final List<String> progress = new ArrayList<>();

  @Test
  void answersAcrossItsSourcesAndStartsAgainOnItsData() throws Exception {
    DemoOptions options = options(0.01);
    try (Demo demo = Demo.start(options, progress::add)) {
      assertThat(demo.guide())
          .contains("analyst", PASSWORD, "jdbc:arrow-flight-sql://", "jdbc:avatica:", "curl");
      assertThat(progress).contains("making the data, TPC-H at scale 0.01");
      assertThat(csv(options, "analyst", CROSS_SOURCE))
          .isEqualTo("n,customers,nations\r\n15000,1000,25\r\n");
      assertThat(csv(options, "admin", "SELECT count(*) AS n FROM parts.main.partsupp"))
          .isEqualTo("n\r\n8000\r\n");
      whatTheReadmeTellsToTryWorks(options);
      clerkSeesOpenOrdersWithoutPrices(options);
      assertThatThrownBy(() -> Demo.start(options(0.01), progress::add).close())
          .isInstanceOf(DemoException.class)
          .hasMessageContaining("another demo runs");
    }

    progress.clear();
    try (Demo _ = Demo.start(options, progress::add)) {
      assertThat(progress).isEmpty();
      assertThat(csv(options, "analyst", "SELECT count(*) AS n FROM sales.public.orders"))
          .isEqualTo("n\r\n15000\r\n");
    }
  }

  /// The statement, and the URLs of both drivers with the ports and the password of this demo.
  private static void whatTheReadmeTellsToTryWorks(DemoOptions options) throws Exception {
    String readme = Files.readString(Path.of("../README.md"));
    Matcher statement =
        Pattern.compile("sql --user analyst \"\\n(.*?)\"\\n", Pattern.DOTALL).matcher(readme);
    assertThat(statement.find()).isTrue();
    assertThat(csv(options, "analyst", statement.group(1)))
        .startsWith("n_name,orders,revenue\r\n")
        .hasLineCount(4);

    List<String> urls =
        Pattern.compile("`(jdbc:[^`]+)`")
            .matcher(readme)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(urls).hasSize(2);
    for (String url : urls) {
      String here =
          url.replace("31337", Integer.toString(options.flightPort()))
              .replace("8765", Integer.toString(options.httpPort()))
              .replace("…", url.contains("arrow") ? PASSWORD.replace(" ", "%20") : PASSWORD);
      try (Connection connection = DriverManager.getConnection(here);
          ResultSet rows =
              connection.createStatement().executeQuery("SELECT count(*) FROM geo.main.region")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(5);
      }
    }
  }

  private static void clerkSeesOpenOrdersWithoutPrices(DemoOptions options)
      throws InterruptedException {
    assertThat(csv(options, "clerk", "SELECT count(*) AS n FROM geo.main.region"))
        .isEqualTo("n\r\n5\r\n");
    assertThat(csv(options, "clerk", "SELECT DISTINCT o_orderstatus FROM sales.public.orders"))
        .isEqualTo("o_orderstatus\r\nO\r\n");
    assertThat(csv(options, "clerk", "SELECT count(*) AS n FROM sales.public.orders"))
        .isEqualTo(
            csv(
                options,
                "analyst",
                "SELECT count(*) AS n FROM sales.public.orders WHERE o_orderstatus = 'O'"));
    assertThat(csv(options, "clerk", "SELECT * FROM sales.public.orders ORDER BY 1 LIMIT 1"))
        .startsWith(
            "o_orderkey,o_custkey,o_orderstatus,o_orderdate,o_orderpriority,o_clerk,"
                + "o_shippriority,o_comment\r\n");
    assertThatThrownBy(() -> csv(options, "clerk", "SELECT o_totalprice FROM sales.public.orders"))
        .isInstanceOfSatisfying(
            SqlFailure.class,
            failure -> assertThat(failure.describe("", 1)).contains("no column `o_totalprice`"));
    assertThatThrownBy(() -> csv(options, "clerk", "SELECT * FROM crm.main.customer"))
        .isInstanceOfSatisfying(
            SqlFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.STATEMENT);
              assertThat(failure.describe("SELECT * FROM crm.main.customer", 1))
                  .contains("no catalog `crm`")
                  .contains("^");
            });
    assertThatThrownBy(() -> connect(options, "clerk", "wrong"))
        .isInstanceOfSatisfying(
            SqlFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.CONNECTION));
  }

  private static void connect(DemoOptions options, String user, String password)
      throws InterruptedException {
    String url = "http://127.0.0.1:" + options.httpPort();
    SqlClient.Output output = new SqlClient.Output(new ByteArrayOutputStream(), null, 0);
    SqlClient.connect(url, user, password, new SqlClient.Place(null, null, null), output).close();
  }

  private static String csv(DemoOptions options, String user, String sql)
      throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String url = "http://127.0.0.1:" + options.httpPort();
    SqlClient.Output output = new SqlClient.Output(out, null, 0);
    try (SqlClient client =
        SqlClient.connect(url, user, PASSWORD, new SqlClient.Place(null, null, null), output)) {
      client.use(Format.CSV);
      client.run(sql);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private DemoOptions options(double scale) throws IOException {
    Path extensions = Path.of("../extensions").toAbsolutePath().normalize();
    Files.createDirectories(folder);
    return new DemoOptions(folder, extensions, freePort(), freePort(), scale, PASSWORD);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
