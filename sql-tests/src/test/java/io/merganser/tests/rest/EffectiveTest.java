package io.merganser.tests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.merganser.tests.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EffectiveTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: acme
          databases: [ { name: main } ]
          roles:
            - name: reader
              grants:
                - { on: sales.public.orders, verbs: [read], columns: [id, amount] }
              rowFilters: [ { name: own, on: sales.public.orders, predicate: "id > 3" } ]
            - name: barred
              denials: [ { on: sales.public.salaries } ]
              grants: [ { on: "sales.*", verbs: [all] } ]
          groups: [ { name: emea, roles: [reader, barred] } ]
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - name: alice
              password: { value: secret }
              roles: [reader]
              groups: [emea]
              attributes: { region: [EU] }
        - name: other
          users: [ { name: admin, password: { value: other }, superuser: true } ]
      system:
        users:
          - { name: root, password: { value: secret }, superuser: true }
          - { name: watcher, password: { value: secret } }
      """;

  private static TestServer server;
  private static RestClient client;

  @BeforeAll
  static void start() throws IOException {
    Path folder = Files.createTempDirectory("merganser-effective");
    server = TestServer.over(folder, MANIFEST, Map.of());
    client = new RestClient(server);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void listsEachRightWithEveryWayToIt() throws Exception {
    JsonNode answer = ask("admin", "secret", "?user=ALICE");
    assertThat(answer.path("user").asText()).isEqualTo("alice");
    assertThat(answer.path("attributes").path("region").get(0).asText()).isEqualTo("EU");
    assertThat(answer.path("groups").get(0).asText()).isEqualTo("emea");
    assertThat(answer.path("rights"))
        .filteredOn(right -> right.path("kind").asText().equals("GRANT"))
        .extracting(right -> right.path("on").asText() + " " + right.path("through").asText())
        .containsExactlyInAnyOrder(
            "sales.public.orders role reader",
            "sales.public.orders group emea > role reader",
            "sales.*.* group emea > role barred");
    assertThat(answer.toString()).contains("id > 3").doesNotContain("argon", "secret");
  }

  @Test
  void answersWhySomethingIsAllowedOrNot() throws Exception {
    JsonNode part = ask("admin", "secret", "?user=alice&verb=read&object=sales.public.orders");
    assertThat(part.path("allowed").asBoolean()).isTrue();
    assertThat(part.path("whole").asBoolean()).isFalse();
    assertThat(part.path("because"))
        .extracting(fact -> fact.path("kind").asText())
        .contains("GRANT", "ROW_FILTER");
    JsonNode denied = ask("admin", "secret", "?user=alice&verb=READ&object=sales.public.salaries");
    assertThat(denied.path("allowed").asBoolean()).isFalse();
    assertThat(denied.path("visible").asBoolean()).isFalse();
    assertThat(denied.path("reason").asText()).contains("denial");
    assertThat(denied.path("because"))
        .extracting(fact -> fact.path("through").asText())
        .containsOnly("group emea > role barred");
    JsonNode nothing = ask("root", "secret", "?user=alice&verb=write&object=crm.main.customer");
    assertThat(nothing.path("reason").asText()).contains("nothing grants");
    assertThat(nothing.path("because")).isEmpty();
    JsonNode superuser = ask("root", "secret", "?user=admin&verb=ddl&object=a.b.c");
    assertThat(superuser.path("whole").asBoolean()).isTrue();
  }

  @Test
  void isForAdministratorsOfTheTenantOnly() throws Exception {
    assertThat(status("alice", "secret", "?user=alice")).isEqualTo(403);
    assertThat(status("watcher", "secret", "?user=alice")).isEqualTo(403);
    assertThat(status("admin", "other", "?user=alice")).isEqualTo(401);
    assertThat(status("nobody", "secret", "?user=alice")).isEqualTo(401);
  }

  @Test
  void refusesQuestionsThatAreNone() throws Exception {
    for (String query :
        List.of(
            "",
            "?user=nobody",
            "?user=alice&verb=read",
            "?user=alice&object=a.b.c",
            "?user=alice&verb=all&object=a.b.c",
            "?user=alice&verb=read&object=a.b.*",
            "?user=alice&verb=read&object=a..c",
            "?user=alice&usr=bob")) {
      assertThat(status("admin", "secret", query)).as(query).isEqualTo(400);
    }
  }

  private static JsonNode ask(String user, String password, String query) throws Exception {
    HttpResponse<String> response = send(user, password, query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static int status(String user, String password, String query) throws Exception {
    return send(user, password, query).statusCode();
  }

  private static HttpResponse<String> send(String user, String password, String query)
      throws Exception {
    return client.send(client.request("/api/v1/tenants/acme/effective" + query, user, password));
  }
}
