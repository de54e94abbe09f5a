package io.convrelu.bench;

import io.convrelu.bench.worker.BenchActivation;
import io.convrelu.bench.worker.BenchNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One line of the table: two contenders, and what of them is compared.
 *
 * @param id name on the command line and in the CSV file
 * @param title for people
 * @param ours the numerator
 * @param peer the denominator: the peer, or what ours is held against
 * @param quantity compared
 * @param must what the ratio must reach
 */
record Figure(
    String id, String title, Contender ours, Contender peer, Quantity quantity, Goal must) {

  private static final int WORKERS = 2;

  /** All figures of whole training steps. */
  static List<Figure> all(int batch, Optional<Path> data) {
    Contender relu = ours(BenchNetwork.DENSENET_CIFAR, BenchActivation.RELU, batch, data);
    Contender convRelu = ours(BenchNetwork.DENSENET_CIFAR, BenchActivation.CONV_RELU, batch, data);
    Contender single =
        Contender.ours(BenchNetwork.DENSENET_CIFAR, BenchActivation.RELU, 1, batch, data);
    Contender peerRelu =
        Contender.peer(BenchNetwork.DENSENET_CIFAR, BenchActivation.RELU, batch, data);
    Contender peerConvRelu =
        Contender.peer(BenchNetwork.DENSENET_CIFAR, BenchActivation.CONV_RELU, batch, data);
    return List.of(
        speed("densenet-cifar-relu", "densenet-cifar ReLU, ours ÷ peer", relu, peerRelu, 1.3),
        speed(
            "densenet-cifar-conv-relu",
            "densenet-cifar ConvReLU first, ours ÷ peer",
            convRelu,
            peerConvRelu,
            2.2),
        new Figure(
            "conv-relu-step",
            "our ConvReLU step ÷ our ReLU step",
            convRelu,
            relu,
            Quantity.STEP_MILLISECONDS,
            Goal.atMost(1.15)),
        network(BenchNetwork.VGG_16, batch, data, 0.95),
        network(BenchNetwork.RESNET_18, batch, data, 0.95),
        network(BenchNetwork.CHAR_CNN_SMALL, batch, data, 1.5),
        speed("two-workers", "our two workers ÷ our one worker", relu, single, 1.85),
        speed("stock-layers", "ours ÷ stock DL4J layers", relu, Contender.stock(data), 40),
        new Figure(
            "peak-memory",
            "peak memory, our one worker ÷ peer",
            single,
            peerRelu,
            Quantity.PEAK_MEBIBYTES,
            Goal.atMost(1)));
  }

  private static Figure network(
      BenchNetwork network, int batch, Optional<Path> data, double atLeast) {
    return speed(
        network.id(),
        network.id() + " ReLU, ours ÷ peer",
        ours(network, BenchActivation.RELU, batch, data),
        Contender.peer(network, BenchActivation.RELU, batch, data),
        atLeast);
  }

  private static Figure speed(
      String id, String title, Contender ours, Contender peer, double atLeast) {
    return new Figure(id, title, ours, peer, Quantity.EXAMPLES_PER_SECOND, Goal.atLeast(atLeast));
  }

  private static Contender ours(
      BenchNetwork network, BenchActivation activation, int batch, Optional<Path> data) {
    return Contender.ours(network, activation, WORKERS, batch, data);
  }
}
