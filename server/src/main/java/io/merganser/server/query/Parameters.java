package io.merganser.server.query;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlannerError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values for the parameters of a statement.
final class Parameters {
  private Parameters() {}

  static List<Parameter> bind(List<DataType> types, List<? extends @Nullable Object> values) {
    if (types.size() != values.size()) {
      throw new QueryException(
          PlannerError.WRONG_PARAMETERS,
          "the statement has "
              + types.size()
              + " parameters, "
              + values.size()
              + " values were given");
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      parameters.add(new Parameter(types.get(i), values.get(i)));
    }
    return parameters;
  }
}
