package io.merganser.server.http.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.server.http.values.TemporalValue.Day;
import io.merganser.server.http.values.TemporalValue.Infinite;
import io.merganser.server.http.values.TemporalValue.Moment;
import io.merganser.server.http.values.TemporalValue.Span;
import io.merganser.server.http.values.TemporalValue.TimeOfDay;
import org.junit.jupiter.api.Test;

class TemporalValueTest {
  @Test
  void writesDatesAndTimes() {
    assertThat(new Day(-1).iso()).isEqualTo("1969-12-31");
    assertThat(new TimeOfDay(0).iso()).isEqualTo("00:00:00");
    assertThat(new TimeOfDay(86_400_000_000_000L).iso()).isEqualTo("24:00:00");
    assertThat(new TimeOfDay(1_000).iso()).isEqualTo("00:00:00.000001");
    assertThat(new Moment(-1, 500_000_000, false).iso()).isEqualTo("1969-12-31T23:59:59.5");
    assertThat(new Moment(-1, 500_000_000, false).epochMilli()).isEqualTo(-500);
    assertThat(new Moment(0, 0, true).iso()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(new Moment(0, 0, true).sql()).isEqualTo("1970-01-01 00:00:00+00");
  }

  @Test
  void writesTheEndsOfTimeAsTheEngineDoes() {
    assertThat(new Day(-719_163).sql()).isEqualTo("0001-12-31 (BC)");
    assertThat(new Day(-719_163).iso()).isEqualTo("0000-12-31");
    assertThat(new Day(Integer.MAX_VALUE - 1).sql()).isEqualTo("5881580-07-10");
    assertThat(new Day(Integer.MAX_VALUE).sql()).isEqualTo("infinity");
    assertThat(new Day(-Integer.MAX_VALUE).iso()).isEqualTo("-infinity");
    assertThat(new Moment(-62_167_219_200L, 0, false).sql()).isEqualTo("0001-01-01 (BC) 00:00:00");
    assertThat(new Infinite(false, true).sql()).isEqualTo("-infinity");
  }

  @Test
  void writesIntervals() {
    assertThat(new Span(0, 0, 0).iso()).isEqualTo("PT0S");
    assertThat(new Span(0, 0, 0).sql()).isEqualTo("00:00:00");
    assertThat(new Span(14, 3, 14_706_500_000_000L).iso()).isEqualTo("P1Y2M3DT4H5M6.5S");
    assertThat(new Span(14, 3, 14_706_500_000_000L).sql())
        .isEqualTo("1 year 2 months 3 days 04:05:06.5");
    assertThat(new Span(-1, 0, -1_500_000_000L).iso()).isEqualTo("P-1MT-1.5S");
    assertThat(new Span(-1, 0, -1_500_000_000L).sql()).isEqualTo("-1 month -00:00:01.5");
    assertThat(new Span(0, 1, 3_600_000_000_000L).iso()).isEqualTo("P1DT1H");
  }
}
