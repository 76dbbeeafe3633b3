package io.merganser.server.cli.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// What the demo prints when it is up: how to get in, as whom, and what to try.
final class DemoGuide {
  private static final String TEXT =
      """

      Merganser is up. TPC-H at scale %scale%, spread over four engines, is one database:

        sales.public   Postgres   orders, lineitem
        crm.main       SQLite     customer
        parts.main     DuckDB     part, partsupp, supplier
        geo.main       Parquet    nation, region

      Users of tenant demo, database shop
        admin     %admin%  may do everything
        analyst   %analyst%  reads everything
        clerk     %clerk%  reads geo.main, and sales.public.orders without prices, open orders only

      Try it in another terminal: what each nation in Europe bought, from three engines

        export MERGANSER_PASSWORD='%analyst-password%'
        ./merganser sql%url% --user analyst "
          SELECT n.n_name, count(*) AS orders, sum(o.o_totalprice) AS revenue
          FROM sales.public.orders o
          JOIN crm.main.customer c ON c.c_custkey = o.o_custkey
          JOIN geo.main.nation n ON n.n_nationkey = c.c_nationkey
          JOIN geo.main.region r ON r.r_regionkey = n.n_regionkey
          WHERE r.r_name = 'EUROPE'
          GROUP BY n.n_name ORDER BY revenue DESC"

        and how it was done: the same with EXPLAIN in front. As clerk, the prices are not there.

      Connect
        Flight SQL JDBC  jdbc:arrow-flight-sql://127.0.0.1:%flight%/?useEncryption=false&user=analyst&password=%analyst-url%&tenant=demo&database=shop
        Avatica JDBC     jdbc:avatica:remote:url=http://127.0.0.1:%http%/avatica;serialization=protobuf;authentication=BASIC;avatica_user=analyst;avatica_password=%analyst-password%
        ADBC, Flight     grpc://127.0.0.1:%flight%   user analyst, headers tenant=demo, database=shop
        DBeaver          New connection > Apache Arrow Flight SQL (or a driver of your own made from
                         flight-sql-jdbc-driver 18.3.0) > by URL: the first line above
        curl             curl -u analyst:"$MERGANSER_PASSWORD" http://127.0.0.1:%http%/api/v1/tenants/demo/databases/shop/query \\
                           -H 'Content-Type: application/json' -d '{"sql": "SELECT count(*) FROM parts.main.part"}'

      Settings, manifest and data are in %folder%.
      Ctrl-C stops the server and the Postgres that it started.
      """;

  private static final int DEFAULT_HTTP_PORT = 8765;

  private DemoGuide() {}

  static String text(DemoOptions options, double scale, DemoSecrets secrets) {
    String analyst = secrets.get("analyst");
    String url =
        options.httpPort() == DEFAULT_HTTP_PORT
            ? ""
            : " --url http://127.0.0.1:" + options.httpPort();
    int width =
        DemoSecrets.USERS.stream().mapToInt(user -> secrets.get(user).length()).max().orElse(0);
    String text =
        TEXT.replace("%scale%", Double.toString(scale))
            .replace("%url%", url)
            .replace("%http%", Integer.toString(options.httpPort()))
            .replace("%flight%", Integer.toString(options.flightPort()))
            .replace("%folder%", options.folder().toString())
            .replace("%analyst-url%", encoded(analyst))
            .replace("%analyst-password%", analyst);
    for (String user : DemoSecrets.USERS) {
      String password = secrets.get(user);
      text = text.replace("%" + user + "%", password + " ".repeat(width - password.length()));
    }
    return text;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
