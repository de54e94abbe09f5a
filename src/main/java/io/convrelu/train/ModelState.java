package io.convrelu.train;

import io.convrelu.conf.ConfigException;
import io.convrelu.data.Sha256;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network between two rounds: its configuration as JSON and its numbers as plain floats, in
 * DL4J's flattened order. BatchNorm's running statistics are among the parameters.
 *
 * @param configuration DL4J's JSON
 * @param parameters all of them
 * @param updaterState momentum; empty when there is none yet
 */
public record ModelState(String configuration, float[] parameters, float[] updaterState)
    implements Serializable {

  /** Key of a layer's thresholds; of a unit of a fused stage with the unit in front. */
  private static final String THRESHOLDS = "theta";

  /**
   * A new network with its initial parameters, from the configuration's seed.
   *
   * @throws ConfigException when DL4J refuses the configuration
   */
  static ModelState initial(ComputationGraphConfiguration configuration, long seed) {
    Nd4j.getRandom().setSeed(seed);
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return new ModelState(
        configuration.toJson(), network.params().dup().data().asFloat(), new float[0]);
  }

  /** The network, ready to predict. It owns its parameters. */
  public ComputationGraph network() {
    ComputationGraph network =
        new ComputationGraph(ComputationGraphConfiguration.fromJson(configuration));
    network.init(vector(parameters), false);
    return network;
  }

  /** The same network with other numbers. */
  ModelState with(float[] newParameters, float[] newUpdaterState) {
    return new ModelState(configuration, newParameters, newUpdaterState);
  }

  /** All thresholds of the network, layer by layer; none where it has none. */
  public float[] thresholds() {
    List<float[]> layers = new ArrayList<>();
    for (Layer layer : network().getLayers()) {
      layer
          .paramTable()
          .forEach(
              (name, values) -> {
                if (name.equals(THRESHOLDS) || name.endsWith("." + THRESHOLDS)) {
                  layers.add(values.dup('c').data().asFloat());
                }
              });
    }
    float[] all = new float[layers.stream().mapToInt(t -> t.length).sum()];
    int at = 0;
    for (float[] layer : layers) {
      System.arraycopy(layer, 0, all, at, layer.length);
      at += layer.length;
    }
    return all;
  }

  /** SHA-256 of the parameters as little-endian floats, in hex. */
  public String parametersSha256() {
    return Sha256.hex(bytes(parameters));
  }

  /** Little-endian floats. */
  static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  static INDArray vector(float[] values) {
    return Nd4j.create(values, new long[] {values.length}, 'c');
  }
}
