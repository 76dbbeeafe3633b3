package io.merganser.server.openfga;

import dev.openfga.sdk.errors.FgaApiAuthenticationError;
import dev.openfga.sdk.errors.FgaApiNotFoundError;
import dev.openfga.sdk.errors.FgaApiRateLimitExceededError;
import dev.openfga.sdk.errors.FgaApiValidationError;
import dev.openfga.sdk.errors.FgaError;
import dev.openfga.sdk.errors.FgaInvalidParameterException;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is said when OpenFGA gives no answer: why as far as it helps an operator, and nothing of
/// its address, its keys or its texts. The log has the rest.
final class FgaErrors {
  private static final Pattern LACKING = Pattern.compile("(type|relation)_not_found");

  private FgaErrors() {}

  static QueryException unavailable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof QueryException known) {
        return known;
      }
      QueryException found = known(cause, failure);
      if (found != null) {
        return found;
      }
    }
    return unavailable("OpenFGA does not answer", "authorization.openfga.url", failure);
  }

  private static @Nullable QueryException known(Throwable cause, Throwable failure) {
    return switch (cause) {
      case FgaApiAuthenticationError _ ->
          unavailable(
              "OpenFGA does not take the credentials",
              "authorization.openfga.credentials",
              failure);
      case FgaApiNotFoundError _ ->
          unavailable("OpenFGA has no such store", "authorization.openfga.storeId", failure);
      case FgaApiRateLimitExceededError _ ->
          unavailable("OpenFGA is asked too often", "authorization.openfga.cacheTtl", failure);
      case FgaApiValidationError error -> invalid(error, failure);
      case FgaError error ->
          unavailable(
              "OpenFGA fails with status " + error.getStatusCode(),
              "authorization.openfga.url",
              failure);
      case FgaInvalidParameterException _ ->
          unavailable(
              "OpenFGA cannot be asked with these settings", "authorization.openfga", failure);
      case TimeoutException _ ->
          unavailable("OpenFGA does not answer in time", "authorization.openfga.timeout", failure);
      case ConnectException _ ->
          unavailable("OpenFGA cannot be reached", "authorization.openfga.url", failure);
      default -> null;
    };
  }

  private static QueryException invalid(FgaApiValidationError error, Throwable failure) {
    String code = String.valueOf(error.getApiErrorCode());
    if (code.contains("authorization_model_not_found")) {
      return unavailable(
          "OpenFGA's store has no such model", "authorization.openfga.modelId", failure);
    }
    if (LACKING.matcher(code).find()) {
      return unavailable(
          "OpenFGA's model lacks a type or relation that is asked for",
          "authorization.openfga.modelId",
          failure);
    }
    return unavailable(
        "OpenFGA does not take what it is asked", "authorization.openfga.modelId", failure);
  }

  /// What is said to who wrote tuples that OpenFGA does not take: its own words, which are about
  /// them.
  static QueryException refused(QueryException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FgaApiValidationError error
          && !String.valueOf(error.getApiErrorCode()).contains("model_not_found")) {
        return new QueryException(
            ServerError.INVALID_REQUEST,
            "OpenFGA does not take that: " + error.getApiErrorMessage(),
            null,
            "see the types and relations of its model",
            failure);
      }
    }
    return failure;
  }

  static QueryException unavailable(String why, String setting, @Nullable Throwable cause) {
    return new QueryException(
        ServerError.AUTHORIZATION_UNAVAILABLE,
        "what may be done cannot be found out: " + why,
        null,
        "try again; if it stays so, an operator checks `" + setting + "`, and the log has more",
        cause);
  }
}
