package io.merganser.planner.federate;

/// A printed expression.
///
/// @param level how tightly its outermost operator binds
/// @param traits what it is or contains, as bits
record Expr(String text, int level, int traits) {
  static final int OR = 1;
  static final int AND = 2;
  static final int NOT = 3;
  static final int COMPARISON = 4;
  static final int OTHER = 5;
  static final int SUM = 6;
  static final int PRODUCT = 7;
  static final int SIGN = 8;
  static final int PRIMARY = 9;

  /// Nothing but a column.
  static final int COLUMN = 1;

  /// Nothing but a literal.
  static final int LITERAL = 2;

  static final int WINDOW = 4;
  static final int SUB_QUERY = 8;
  static final int VOLATILE = 16;

  /// A column as a fragment or table delivers it, so that its type is known.
  static final int TYPED = 32;

  static Expr column(String text) {
    return new Expr(text, PRIMARY, COLUMN);
  }

  /// The text as an operand of an operator that binds as tightly as `than`, or tighter.
  String in(int than) {
    return level > than ? text : "(" + text + ")";
  }

  boolean is(int trait) {
    return (traits & trait) != 0;
  }

  /// Whether repeating it costs nothing.
  boolean isSimple() {
    return is(COLUMN | LITERAL);
  }
}
