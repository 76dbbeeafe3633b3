package io.merganser.bench;

import java.util.Arrays;

/// Durations, smallest first.
final class Samples {
  private final long[] nanos;

  Samples(long... unsorted) {
    this.nanos = unsorted.clone();
    Arrays.sort(nanos);
  }

  /// What is measured; its result is thrown away.
  interface Work {
    void run() throws Exception;
  }

  /// Times each of the runs, after some that warm up.
  static Samples of(int warmUps, int runs, Work work) throws Exception {
    for (int i = 0; i < warmUps; i++) {
      work.run();
    }
    long[] nanos = new long[runs];
    for (int i = 0; i < runs; i++) {
      long started = System.nanoTime();
      work.run();
      nanos[i] = System.nanoTime() - started;
    }
    return new Samples(nanos);
  }

  double medianMillis() {
    return percentileMillis(0.5);
  }

  double percentileMillis(double share) {
    int index = (int) Math.ceil(share * nanos.length) - 1;
    return nanos[Math.clamp(index, 0, nanos.length - 1)] / 1e6;
  }

  /// Runs a second, one after the other.
  double perSecond() {
    return nanos.length / (Arrays.stream(nanos).sum() / 1e9);
  }
}
