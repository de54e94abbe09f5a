package io.convrelu.bench.peer;

import io.convrelu.bench.worker.WorkerSettings;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic gradient descent with momentum and weight decay, everything in place: v ← μ·v + g +
 * λ·w, w ← w − η·v.
 */
final class MomentumUpdate {

  private final List<Tensor> parameters;
  private final List<Tensor> velocities;
  private final Scalar momentum = new Scalar((float) WorkerSettings.MOMENTUM);
  private final Scalar weightDecay = new Scalar((float) WorkerSettings.WEIGHT_DECAY);
  private final Scalar step = new Scalar((float) -WorkerSettings.LEARNING_RATE);

  MomentumUpdate(List<Tensor> parameters) {
    this.parameters = parameters;
    this.velocities = parameters.stream().map(torch::zeros_like).toList();
  }

  /** Updates all parameters and drops their gradients. */
  void apply() {
    try (NoGradGuard noGradients = new NoGradGuard()) {
      for (int i = 0; i < parameters.size(); i++) {
        Tensor parameter = parameters.get(i);
        Tensor velocity = velocities.get(i);
        velocity.mul_(momentum);
        velocity.add_(parameter.grad());
        velocity.add_(parameter, weightDecay);
        parameter.add_(velocity, step);
        parameter.mutable_grad().reset();
      }
    }
  }
}
