package io.merganser.authz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {

  /// Lists have a `+` between names; `-` is an empty list, and nothing is none.
  @ParameterizedTest
  @CsvSource({
    "          ,          , alice,      , true",
    "alice     ,          , alice,      , true",
    "Alice     ,          , aLICE,      , true",
    "bob       ,          , alice,      , false",
    "bob+alice ,          , alice,      , true",
    "          , emea     , alice, emea , true",
    "          , EMEA     , alice, us+emea , true",
    "          , emea     , alice, us   , false",
    "bob       , emea     , alice, emea , true",
    "bob       , emea     , alice, us   , false",
    "-         ,          , alice, emea , false",
    "          , -        , alice, emea , false",
    "-         , -        , alice, emea , false",
    "-         , emea     , alice, emea , true",
    "emea      ,          , alice, emea , false",
    "          , alice    , alice, emea , false",
  })
  void admitsWhomItNames(
      @Nullable String users,
      @Nullable String groups,
      String name,
      @Nullable String memberOf,
      boolean expected) {
    Admission admission = new Admission(list(users), list(groups));
    List<String> of = memberOf == null ? List.of() : List.of(memberOf.split("\\+"));
    assertThat(admission.admits(new Principal("acme", name, false), of)).isEqualTo(expected);
    assertThat(admission.admits(new Principal("acme", name, true), of)).isTrue();
    assertThat(admission.isForEverybody()).isEqualTo(users == null && groups == null);
  }

  private static @Nullable List<String> list(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return text.equals("-") ? List.of() : List.of(text.split("\\+"));
  }
}
