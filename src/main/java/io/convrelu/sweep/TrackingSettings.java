package io.convrelu.sweep;

import io.convrelu.conf.SettingsReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where else a sweep can be followed.
 *
 * @param tensorBoard {@code true}, {@code false}, or the folder for event files
 * @param mlflow address of an MLflow tracking server; empty for none
 * @param experiment of MLflow that runs belong to
 */
public record TrackingSettings(String tensorBoard, Optional<URI> mlflow, String experiment) {

  private static final String URI_KEY = "sweep.mlflow.uri";
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final String NOWHERE = "";

  public TrackingSettings {
    Objects.requireNonNull(tensorBoard, "tensorBoard");
    Objects.requireNonNull(mlflow, "mlflow");
    Objects.requireNonNull(experiment, "experiment");
  }

  /** Reads the keys; what is wrong becomes a problem of the reader, and nothing is followed. */
  public static TrackingSettings read(SettingsReader reader) {
    String experiment = reader.text("sweep.mlflow.experiment", "convrelu");
    String uri = reader.text(URI_KEY, NOWHERE);
    if (uri.equals(NOWHERE) && reader.given("sweep.mlflow")) {
      reader.problem(URI_KEY, "is missing; give the server's address, such as http://host:5000");
    }
    return new TrackingSettings(
        reader.text("sweep.tensorboard", "false"),
        uri.equals(NOWHERE) ? Optional.empty() : server(reader, uri),
        experiment);
  }

  /** The folder for event files: given, or a default. */
  public Optional<String> tensorBoardFolder(String fallback) {
    return switch (tensorBoard.toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(fallback);
      case "false" -> Optional.empty();
      default -> Optional.of(tensorBoard);
    };
  }

  private static Optional<URI> server(SettingsReader reader, String text) {
    try {
      URI uri = new URI(text);
      if (uri.getUserInfo() != null) {
        reader.problem(
            URI_KEY,
            "holds a user or password, which would be kept with the results; give"
                + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or"
                + " MLFLOW_TRACKING_TOKEN, in the driver's environment");
        return Optional.empty();
      }
      boolean usable =
          uri.getScheme() != null
              && SCHEMES.contains(uri.getScheme())
              && uri.getHost() != null
              && uri.getQuery() == null
              && uri.getFragment() == null;
      if (usable) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // Told below, like an address that is none of a server.
    }
    reader.problem(
        URI_KEY, "is '" + text + "', allowed: a server's address, such as http://host:5000");
    return Optional.empty();
  }
}
