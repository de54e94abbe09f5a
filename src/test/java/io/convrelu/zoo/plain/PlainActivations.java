package io.convrelu.zoo.plain;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.PlanBuilder;
import io.convrelu.kernel.fused.StageUse.Input;
import io.convrelu.kernel.fused.UnitPlan;
import io.convrelu.nn.StageLayer;
import io.convrelu.nn.StageStart;
import io.convrelu.zoo.ActivationSettings;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSwish;

/**
 * Layers of an activation choice. What DL4J does not have (ConvReLU, AdaReLU, one slope a layer) is
 * a stage of one unit, which in double precision is the plain reference by definition.
 */
final class PlainActivations {

  private final ActivationSettings settings;
  private final double thresholdL2;

  PlainActivations(ActivationSettings settings, double thresholdL2) {
    this.settings = settings;
    this.thresholdL2 = thresholdL2;
  }

  /** The chosen activation where the strategy replaces, else ReLU. */
  Activation at(Position position) {
    return position.replacedBy(settings.strategy()) ? settings.name() : Activation.RELU;
  }

  /** A convolution with a threshold a weight position. */
  Layer convReLU(MapShape input, ConvSpec spec) {
    PlanBuilder unit = new PlanBuilder(input);
    UnitPlan x = unit.input().activated(Nonlinearity.of(Activation.CONV_RELU));
    unit.convolve("conv", x, spec);
    return layer(unit);
  }

  /**
   * An activation as a layer of its own.
   *
   * @param convReLUSharing how thresholds are shared where ConvReLU has no convolution to join
   */
  Layer alone(MapShape input, Activation activation, ThresholdSharing convReLUSharing) {
    return switch (activation) {
      case IDENTITY -> fixed(new ActivationIdentity());
      case RELU -> fixed(new ActivationReLU());
      case LEAKY_RELU -> fixed(new ActivationLReLU(settings.slope()));
      case ELU -> fixed(new ActivationELU());
      case SELU -> fixed(new ActivationSELU());
      case SILU -> fixed(new ActivationSwish());
        // DL4J has approximations of GELU only.
      case PRELU, GELU -> unit(input, Nonlinearity.of(activation));
      case ADA_RELU ->
          unit(input, new Nonlinearity(Activation.ADA_RELU, settings.thresholdSharing(), 0));
      case CONV_RELU -> unit(input, new Nonlinearity(Activation.ADA_RELU, convReLUSharing, 0));
    };
  }

  private Layer unit(MapShape input, Nonlinearity f) {
    PlanBuilder unit = new PlanBuilder(input);
    unit.store("act", unit.input().activated(f));
    return layer(unit);
  }

  private Layer layer(PlanBuilder unit) {
    StageStart start =
        new StageStart(
            Map.of(),
            settings.slope(),
            settings.thresholdInit(),
            settings.thresholdDeviation(),
            thresholdL2);
    return new StageLayer(unit.build(), start, Input.LEARNS);
  }

  private static Layer fixed(IActivation function) {
    return new ActivationLayer.Builder().activation(function).build();
  }
}
