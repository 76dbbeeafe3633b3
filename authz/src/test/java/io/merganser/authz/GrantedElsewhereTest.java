package io.merganser.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is left of our own rights where another source grants.
class GrantedElsewhereTest {
  private static final TableName ORDERS = new TableName("sales", "public", "orders");
  private static final TableName STAFF = new TableName("sales", "public", "staff");
  private static final List<String> COLUMNS = List.of("id", "amount", "mail", "secret");
  private static final Grant EVERYTHING = grant("sales.*", Columns.ALL, Verb.READ, Verb.WRITE);

  @Test
  void ourGrantsGiveNothing() {
    EffectiveSet set = of(Rights.of(List.of(EVERYTHING)), List.of());
    assertThat(set.sees(ORDERS)).isFalse();
    assertThat(set.sees("sales")).isFalse();
    assertThat(set.sees("sales", "public")).isFalse();
    assertThat(set.allows(Verb.READ, ORDERS)).isFalse();
    assertThat(set.policy(ORDERS, COLUMNS).columns()).isEmpty();
  }

  @Test
  void theirsGiveWhatTheySay() {
    EffectiveSet set =
        of(Rights.NONE, List.of(grant("sales.public.orders", Columns.ALL, Verb.READ)));
    assertThat(set.allowsWhole(Verb.READ, ORDERS)).isTrue();
    assertThat(set.allows(Verb.WRITE, ORDERS)).isFalse();
    assertThat(set.sees(STAFF)).isFalse();
    assertThat(set.sees("sales", "public")).isTrue();
    assertThat(set.sees("sales", "other")).isFalse();
  }

  @Test
  void whatWeTakeAwayIsTakenAway() {
    Rights ours =
        new Rights(
            List.of(),
            List.of(
                new Denial(Securable.parse("sales.public.staff"), Columns.ALL),
                new Denial(Securable.parse("sales.*"), new Columns(List.of("Secret")))),
            List.of(new RowFilter("own", Securable.parse("sales.public.orders"), "id > 3")),
            List.of(new ColumnMask("veil", Securable.parse("sales.*"), "mail", "'***'")));
    EffectiveSet set = of(ours, List.of(EVERYTHING));
    assertThat(set.sees(STAFF)).isFalse();
    assertThat(set.policy(ORDERS, COLUMNS))
        .isEqualTo(
            new TablePolicy(
                List.of("id", "amount", "mail"), true, Map.of("mail", "'***'"), List.of("id > 3")));
    assertThat(set.allowsWhole(Verb.READ, ORDERS)).isFalse();
  }

  @Test
  void ourGrantsOfColumnsLimitTheirs() {
    Rights ours =
        Rights.of(
            List.of(
                grant("sales.public.orders", new Columns(List.of("id")), Verb.READ),
                grant("sales.public.*", new Columns(List.of("AMOUNT")), Verb.READ),
                grant("sales.public.orders", new Columns(List.of("mail")), Verb.WRITE)));
    EffectiveSet set = of(ours, List.of(EVERYTHING));
    assertThat(set.policy(ORDERS, COLUMNS).columns()).containsExactly("id", "amount");
    assertThat(set.policy(STAFF, COLUMNS).columns()).containsExactly("amount");
    assertThat(set.allowsWhole(Verb.READ, ORDERS)).isFalse();
    assertThat(set.allowsWhole(Verb.WRITE, ORDERS)).isFalse();
    assertThat(set.allowsWhole(Verb.WRITE, STAFF)).isTrue();
    assertThat(set.writable(ORDERS, COLUMNS)).containsExactly("mail");
    assertThat(set.writable(STAFF, COLUMNS)).isEqualTo(COLUMNS);
    assertThat(set.allowsRows(Verb.WRITE, ORDERS)).isFalse();
    assertThat(set.allowsRows(Verb.WRITE, STAFF)).isTrue();
    TableName elsewhere = new TableName("sales", "other", "t");
    assertThat(set.allowsWhole(Verb.READ, elsewhere)).isTrue();
  }

  @Test
  void noColumnIsNoneAndAllIsNoLimit() {
    Grant none = grant("sales.public.orders", new Columns(List.of()), Verb.READ);
    assertThat(of(Rights.of(List.of(none)), List.of(EVERYTHING)).policy(ORDERS, COLUMNS).columns())
        .isEmpty();
    Grant all = grant("sales.*", Columns.ALL, Verb.READ);
    assertThat(of(Rights.of(List.of(none, all)), List.of(EVERYTHING)).policy(ORDERS, COLUMNS))
        .isEqualTo(new TablePolicy(COLUMNS, false, Map.of(), List.of()));
    // A `*` is of native catalogs only, here as everywhere.
    Grant some = grant("*", new Columns(List.of("id")), Verb.READ);
    assertThat(of(Rights.of(List.of(some)), List.of(EVERYTHING)).allowsWhole(Verb.READ, ORDERS))
        .isTrue();
  }

  @Test
  void theFingerprintTellsGrantsAndLimitsApart() {
    Grant part = grant("sales.*", new Columns(List.of("id")), Verb.READ);
    EffectiveSet limited = of(Rights.of(List.of(part)), List.of(EVERYTHING));
    EffectiveSet free = of(Rights.NONE, List.of(EVERYTHING));
    EffectiveSet own = set(Rights.of(List.of(EVERYTHING)));
    EffectiveSet both = set(Rights.of(List.of(EVERYTHING, part)));
    assertThat(
            Set.of(
                limited.fingerprint(),
                free.fingerprint(),
                both.fingerprint(),
                of(Rights.NONE, List.of(part)).fingerprint()))
        .hasSize(4);
    assertThat(free.fingerprint()).isEqualTo(own.fingerprint());
  }

  private static EffectiveSet of(Rights ours, List<Grant> theirs) {
    return set(ours).grantedBy(theirs);
  }

  private static EffectiveSet set(Rights ours) {
    return new EffectiveSet(new Principal("acme", "eve", false), Claims.NONE, ours, Set.of("own"));
  }

  private static Grant grant(String on, Columns columns, Verb... verbs) {
    return new Grant(Securable.parse(on), Set.of(verbs), columns);
  }
}
