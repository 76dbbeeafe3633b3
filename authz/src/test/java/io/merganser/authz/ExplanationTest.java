package io.merganser.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.authz.Explanation.Fact;
import io.merganser.authz.Explanation.Kind;
import io.merganser.connectors.spi.TableName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final TableName ORDERS = new TableName("sales", "public", "orders");
  private static final Grant READ = new Grant(Securable.parse("sales.public.*"), Set.of(Verb.READ));
  private static final Denial DENIAL =
      new Denial(Securable.parse("sales.public.orders"), Columns.ALL);

  @Test
  void namesTheGrantAndTheWayToIt() {
    Explanation explanation =
        explain(
            Verb.READ, new Inherited(List.of("group emea", "role r"), Rights.of(List.of(READ))));
    assertThat(explanation.whole()).isTrue();
    assertThat(explanation.facts())
        .containsExactly(
            new Fact(
                Kind.GRANT,
                READ.on(),
                "[READ] on all columns",
                List.of("group emea", "role r"),
                true,
                ""));
  }

  @Test
  void saysThatADenialOutweighsTheGrant() {
    Explanation explanation =
        explain(
            Verb.READ,
            new Inherited(List.of("role a"), Rights.of(List.of(READ))),
            new Inherited(
                List.of("role b"), new Rights(List.of(), List.of(DENIAL), List.of(), List.of())));
    assertThat(explanation.visible()).isFalse();
    assertThat(explanation.allowed()).isFalse();
    assertThat(explanation.reason()).contains("denial");
    assertThat(explanation.facts()).extracting(Fact::kind).containsExactly(Kind.GRANT, Kind.DENIAL);
  }

  @Test
  void saysWhyAGrantDoesNotCount() {
    Explanation explanation =
        explain(
            Verb.WRITE,
            new Inherited(
                List.of("role a"),
                Rights.of(List.of(READ, new Grant(Securable.parse("*"), Set.of(Verb.WRITE))))));
    assertThat(explanation.visible()).isTrue();
    assertThat(explanation.allowed()).isFalse();
    assertThat(explanation.reason()).isEqualTo("nothing grants WRITE on the table");
    assertThat(explanation.facts())
        .extracting(Fact::note)
        .containsExactly(
            "it is for other verbs", "`*` in the place of the catalog covers no source");
  }

  @Test
  void namesPoliciesAndNotTheirTexts() {
    Rights rights =
        new Rights(
            List.of(READ),
            List.of(),
            List.of(new RowFilter("own", Securable.parse("sales.*"), "owner = 'x'")),
            List.of(new ColumnMask("hide", Securable.parse("sales.*"), "mail", "'***'")));
    Explanation explanation = explain(Verb.READ, new Inherited(List.of("role a"), rights));
    assertThat(explanation.allowed()).isTrue();
    assertThat(explanation.whole()).isFalse();
    assertThat(explanation.facts())
        .extracting(Fact::what)
        .containsExactly("[READ] on all columns", "own", "hide of column mail");
  }

  @Test
  void leavesOutWhatIsAboutOtherTables() {
    Explanation explanation =
        explain(
            Verb.READ,
            new Inherited(
                List.of("role a"),
                Rights.of(
                    List.of(new Grant(Securable.parse("sales.public.x"), Set.of(Verb.READ))))));
    assertThat(explanation.facts()).isEmpty();
    assertThat(explanation.visible()).isFalse();
  }

  @Test
  void superusersMayDoEverything() {
    EffectiveSet root = new EffectiveSet(new Principal(null, "root", true), List.of());
    Explanation explanation =
        Explanation.of(
            root,
            List.of(
                new Inherited(
                    List.of("role b"),
                    new Rights(List.of(), List.of(DENIAL), List.of(), List.of()))),
            Verb.DDL,
            ORDERS);
    assertThat(explanation.whole()).isTrue();
    assertThat(explanation.facts()).noneMatch(Fact::decides);
  }

  private static Explanation explain(Verb verb, Inherited... inherited) {
    Rights rights = Rights.NONE;
    for (Inherited each : inherited) {
      rights = rights.and(each.rights());
    }
    EffectiveSet set =
        new EffectiveSet(new Principal("acme", "alice", false), Claims.NONE, rights, Set.of());
    return Explanation.of(set, List.of(inherited), verb, ORDERS);
  }
}
