package io.merganser.authz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// `decisions.json`: policies, requests under each, and what is decided.
class DecisionsTest {

  @TestFactory
  Stream<DynamicContainer> decidesAsTheTablesSay() throws IOException {
    try (InputStream file = DecisionsTest.class.getResourceAsStream("decisions.json")) {
      JsonNode policies = new ObjectMapper().readTree(Objects.requireNonNull(file));
      return policies.valueStream().map(DecisionsTest::container);
    }
  }

  private static DynamicContainer container(JsonNode policy) {
    EffectiveSet set = effectiveSet(policy);
    return DynamicContainer.dynamicContainer(
        policy.get("policy").asText(),
        policy
            .get("requests")
            .valueStream()
            .map(
                request -> DynamicTest.dynamicTest(request.toString(), () -> check(set, request))));
  }

  private static void check(EffectiveSet set, JsonNode request) {
    if (request.has("is")) {
      assertThat(decision(set, request)).isEqualTo(request.get("is").asText());
    } else if (request.has("seen")) {
      String catalog = request.get("catalog").asText();
      boolean seen =
          request.has("schema")
              ? set.sees(catalog, request.get("schema").asText())
              : set.sees(catalog);
      assertThat(seen).isEqualTo(request.get("seen").asBoolean());
    } else {
      TablePolicy policy = set.policy(table(request), texts(request.get("columns")));
      Map<String, String> masks = new TreeMap<>();
      request
          .get("masks")
          .propertyStream()
          .forEach(m -> masks.put(m.getKey(), m.getValue().asText()));
      assertThat(policy.columns()).isEqualTo(texts(request.get("has")));
      assertThat(policy.masks()).isEqualTo(masks);
      assertThat(policy.filters()).isEqualTo(texts(request.get("filters")));
      assertThat(policy.withheld())
          .isEqualTo(request.get("has").size() < request.get("columns").size());
    }
  }

  private static String decision(EffectiveSet set, JsonNode request) {
    Verb verb = Verb.valueOf(request.get("verb").asText().toUpperCase(Locale.ROOT));
    Requirement requirement = new Requirement(verb, table(request), request.has("whole"));
    try {
      new Authorizer().authorize(set, "statement", List.of(requirement));
      return "allowed";
    } catch (QueryException e) {
      return e.code() == AuthzError.TABLE_NOT_FOUND ? "absent" : "denied";
    }
  }

  private static EffectiveSet effectiveSet(JsonNode policy) {
    List<Grant> grants = new ArrayList<>();
    for (JsonNode grant : policy.path("grants")) {
      Set<Verb> verbs = EnumSet.noneOf(Verb.class);
      texts(grant.get("verbs")).forEach(v -> verbs.add(Verb.valueOf(v.toUpperCase(Locale.ROOT))));
      grants.add(new Grant(on(grant), verbs, columns(grant)));
    }
    List<Denial> denials = new ArrayList<>();
    policy.path("denials").forEach(denial -> denials.add(new Denial(on(denial), columns(denial))));
    List<RowFilter> filters = new ArrayList<>();
    policy
        .path("rowFilters")
        .forEach(filter ->
            filters.add(new RowFilter("f", on(filter), filter.get("predicate").asText())));
    List<ColumnMask> masks = new ArrayList<>();
    policy
        .path("columnMasks")
        .forEach(mask ->
            masks.add(
                new ColumnMask(
                    "m", on(mask), mask.get("column").asText(), mask.get("expression").asText())));
    return new EffectiveSet(
        new Principal("acme", "eve", policy.path("superuser").asBoolean()),
        Claims.NONE,
        new Rights(grants, denials, filters, masks),
        new HashSet<>(texts(policy.path("native"))));
  }

  private static Securable on(JsonNode node) {
    return Securable.parse(node.get("on").asText());
  }

  private static Columns columns(JsonNode node) {
    return node.has("columns") ? new Columns(texts(node.get("columns"))) : Columns.ALL;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static TableName table(JsonNode request) {
    String[] parts = request.get("table").asText().split("\\.", 3);
    return new TableName(parts[0], parts[1], parts[2]);
  }
}
