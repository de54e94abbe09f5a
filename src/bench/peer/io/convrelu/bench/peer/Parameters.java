package io.convrelu.bench.peer;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** The trained tensors of a network; those of four dimensions are laid out channels_last. */
final class Parameters {

  private final List<Tensor> tensors = new ArrayList<>();

  /** Normal with variance 2 / inputs (He et al. 2015). */
  Tensor normal(long inputs, long... shape) {
    Scalar deviation = new Scalar((float) Math.sqrt(2.0 / inputs));
    return add(torch.randn(shape).mul(deviation));
  }

  Tensor ones(long... shape) {
    return add(torch.ones(shape));
  }

  Tensor zeros(long... shape) {
    return add(torch.zeros(shape));
  }

  List<Tensor> tensors() {
    return List.copyOf(tensors);
  }

  long count() {
    return tensors.stream().mapToLong(Tensor::numel).sum();
  }

  private Tensor add(Tensor values) {
    Tensor parameter = values.detach();
    if (parameter.dim() == 4) {
      parameter = parameter.contiguous(MemoryFormat.ChannelsLast);
    }
    parameter.requires_grad_(true);
    tensors.add(parameter);
    return parameter;
  }
}
