package io.merganser.server.openfga;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FgaNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Orders      | orders",
        "a/b         | a%2Fb",
        "a b         | a%20b",
        "a%2Fb       | a%252fb",
        "x:y#z       | x%3Ay%23z",
        "für         | f%C3%BCr",
        "a.b_c-d~e+f@g | a.b_c-d~e+f@g",
      })
  void namesComeAndGoUnchanged(String name, String encoded) {
    String id = FgaNames.of(FgaNames.TABLE, "acme", "main", "sales", "public", name);
    assertThat(id).isEqualTo("table:acme/main/sales/public/" + encoded);
    assertThat(FgaNames.names(FgaNames.TABLE, id).orElseThrow().getLast())
        .isEqualToIgnoringCase(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "table:acme/main/sales/public",
        "table:acme/main/sales/public/orders/more",
        "table:acme/main/sales//orders",
        "table:acme/main/sales/public/*",
        "table:acme/main/sales/public/%2A",
        "table:acme/main/%2a/public/orders",
        "table:acme/main/sales/public/%zz",
        "schema:acme/main/sales/public/orders",
        "table",
        "",
      })
  void whatIsNotOneOfOursIsNone(String id) {
    assertThat(FgaNames.names(FgaNames.TABLE, id)).isEmpty();
  }

  @Test
  void tuplesAreChecked() {
    Tuple fine = new Tuple("group:Acme/ETL#member", "reader", "database:acme/Main");
    assertThat(TupleCheck.problem(fine)).isEmpty();
    assertThat(TupleCheck.canonical(fine))
        .isEqualTo(new Tuple("group:acme/etl#member", "reader", "database:acme/main"));
    assertThat(TupleCheck.isOf("ACME", fine)).isTrue();
    assertThat(TupleCheck.isOf("acm", fine)).isFalse();
    assertThat(TupleCheck.isOf("acme", new Tuple("user:other/x", "reader", "database:acme/m")))
        .isFalse();
    assertThat(TupleCheck.isOf("acme", new Tuple("user:acme/x", "reader", "device:acme/m")))
        .isFalse();
    for (Tuple wrong :
        List.of(
            new Tuple("user:acme/x", " ", "database:acme/main"),
            new Tuple("acme/x", "reader", "database:acme/main"),
            new Tuple("user:", "reader", "database:acme/main"),
            new Tuple("user:acme/x", "reader", "database:main"),
            new Tuple("user:*", "reader", "database:acme/main"))) {
      assertThat(TupleCheck.problem(wrong)).as(wrong.toString()).isPresent();
    }
  }
}
