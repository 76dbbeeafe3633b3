package io.merganser.planner.federate;

import org.apache.calcite.rel.RelNode;

/// A plan as a key of a map: equal to any other plan that computes the same in the same way.
record DeepKey(RelNode rel) {
  @Override
  public boolean equals(Object other) {
    return other instanceof DeepKey key && rel.deepEquals(key.rel);
  }

  @Override
  public int hashCode() {
    return rel.deepHashCode();
  }

  @Override
  public String toString() {
    return rel.getDigest();
  }
}
