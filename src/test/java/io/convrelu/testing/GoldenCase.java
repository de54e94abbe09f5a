package io.convrelu.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convrelu.kernel.ConvShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One file of reference vectors: ConvReLU in float64, differentiated by an independent framework's
 * autograd. A 1-D case has height 1.
 */
public record GoldenCase(
    String name,
    int dims,
    int batch,
    ConvShape shape,
    double[] x,
    double[] w,
    double[] threshold,
    double[] bias,
    double[] y,
    double[] dy,
    double[] dx,
    double[] dw,
    double[] dThreshold,
    double[] dBias) {

  /** Every case in the folder that {@code -Dconvrelu.golden} names; skips without it. */
  public static List<GoldenCase> all() {
    try (Stream<Path> files = Files.list(TestSettings.golden())) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(GoldenCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenCase read(Path file) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int dims = json.get("dims").asInt();
    int last = dims - 1;
    int[] x = shape(json.get("x"));
    int[] w = shape(json.get("w"));
    boolean flat = dims == 1;
    ConvShape shape =
        new ConvShape(
            x[1],
            flat ? 1 : x[2],
            x[x.length - 1],
            w[0],
            flat ? 1 : w[2],
            w[w.length - 1],
            flat ? 1 : json.get("stride").get(0).asInt(),
            json.get("stride").get(last).asInt(),
            flat ? 0 : json.get("pad").get(0).asInt(),
            json.get("pad").get(last).asInt());
    return new GoldenCase(
        json.get("name").asText(),
        dims,
        x[0],
        shape,
        values(json.get("x")),
        values(json.get("w")),
        values(json.get("theta")),
        values(json.get("bias")),
        values(json.get("y")),
        values(json.get("dy")),
        values(json.get("dx")),
        values(json.get("dw")),
        values(json.get("dtheta")),
        values(json.get("dbias")));
  }

  private static int[] shape(JsonNode tensor) {
    int[] shape = new int[tensor.get("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = tensor.get("shape").get(i).asInt();
    }
    return shape;
  }

  private static double[] values(JsonNode tensor) {
    if (tensor.isNull()) {
      return new double[0];
    }
    JsonNode data = tensor.isObject() ? tensor.get("data") : tensor;
    double[] values = new double[data.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i).asDouble();
    }
    return values;
  }

  @Override
  public String toString() {
    return name;
  }
}
