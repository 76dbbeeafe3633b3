package io.merganser.tests.federate;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a [Spread]: one for all classes, closed after the last.
final class SpreadExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SpreadExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Spread.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("spread", _ -> start(), Spread.class);
  }

  private static Spread start() {
    try {
      return Spread.start(Spread.SCALE);
    } catch (Exception e) {
      throw new IllegalStateException("the sources do not start", e);
    }
  }
}
