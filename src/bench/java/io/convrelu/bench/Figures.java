package io.convrelu.bench;

import io.convrelu.bench.Contender.Program;
import io.convrelu.bench.worker.BenchActivation;
import io.convrelu.bench.worker.BenchNetwork;
import io.convrelu.bench.worker.Precision;
import io.convrelu.bench.worker.Work;
import io.convrelu.bench.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All figures.
 *
 * @param vectors what both sides compute with, on which goals depend
 * @param batch examples of a step of each worker and of the peer
 * @param data folder of CIFAR-10's binary version; random examples without
 * @param precision of the peer; other than float32 adds figures, and changes none
 */
record Figures(Vectors vectors, int batch, Optional<Path> data, Precision precision) {

  /** What {@code --figures} calls {@link #TABLE} together. */
  static final String TABLE_ID = "table";

  /** The lines of the table that the project is judged by. */
  static final List<String> TABLE =
      List.of(
          "densenet-cifar-relu",
          "densenet-cifar-conv-relu",
          "conv-relu-step",
          "vgg-16",
          "resnet-18",
          "resnet-9",
          "char-cnn-small",
          "cnn-small",
          "predict-cnn-small");

  private static final int WORKERS = 2;
  private static final int STOCK_BATCH = 32;
  private static final int STOCK_REPETITIONS = 2;

  /** In the order in which they are printed. */
  List<Figure> all() {
    Contender relu = ours(BenchNetwork.DENSENET_CIFAR, BenchActivation.RELU, WORKERS);
    Contender convRelu = ours(BenchNetwork.DENSENET_CIFAR, BenchActivation.CONV_RELU, WORKERS);
    Contender single = ours(BenchNetwork.DENSENET_CIFAR, BenchActivation.RELU, 1);
    Contender peerRelu = peer(BenchNetwork.DENSENET_CIFAR, BenchActivation.RELU);
    Contender peerConvRelu = peer(BenchNetwork.DENSENET_CIFAR, BenchActivation.CONV_RELU);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        speed(
            "densenet-cifar-relu",
            "densenet-cifar ReLU, ours ÷ peer",
            relu,
            peerRelu,
            goals(Goals.atLeast(2.0, 2.5), Goals.atLeast(1.75, 2.0))));
    figures.add(
        speed(
            "densenet-cifar-conv-relu",
            "densenet-cifar ConvReLU first, ours ÷ peer",
            convRelu,
            peerConvRelu,
            goals(Goals.atLeast(4.3, 5), Goals.atLeast(3.7, 4.5))));
    figures.add(
        new Figure(
            "conv-relu-step",
            "our ConvReLU step ÷ our ReLU step",
            convRelu,
            relu,
            Quantity.STEP_MILLISECONDS,
            Optional.of(Goals.atMost(1.09, 1.05))));
    figures.add(network(BenchNetwork.VGG_16, Goals.atLeast(1.75, 2), Goals.atLeast(1.0, 1.5)));
    figures.add(network(BenchNetwork.RESNET_18, Goals.atLeast(1.65, 2), Goals.atLeast(1.1, 1.5)));
    figures.add(network(BenchNetwork.RESNET_9, Goals.atLeast(1.6, 2), Goals.atLeast(1.0, 1.5)));
    figures.add(network(BenchNetwork.CHAR_CNN_SMALL, Goals.atLeast(1.6, 2), Goals.atLeast(1.8, 2)));
    figures.addAll(cnnSmall());
    figures.add(
        speed(
            "two-workers",
            "our two workers ÷ our one worker",
            relu,
            single,
            Optional.of(Goals.atLeast(1.85, 1.95))));
    figures.add(
        speed(
            "stock-layers",
            "ours ÷ stock DL4J layers",
            relu,
            stock(),
            Optional.of(Goals.atLeast(40, 70))));
    figures.add(
        new Figure(
            "peak-memory",
            "peak memory, our one worker ÷ peer",
            single,
            peerRelu,
            Quantity.PEAK_MEBIBYTES,
            Optional.of(Goals.atMost(1, 0.5))));
    figures.addAll(inOtherPrecision(figures));
    return figures;
  }

  /** A network so small that what surrounds the arithmetic counts. */
  private List<Figure> cnnSmall() {
    BenchNetwork network = BenchNetwork.CNN_SMALL;
    Contender peer = peer(network, BenchActivation.RELU);
    return List.of(
        speed(
            "cnn-small",
            "cnn-small ReLU, our train ÷ peer's loop",
            ours(network, BenchActivation.RELU, Work.TRAIN, WORKERS),
            peer,
            Optional.of(Goals.atLeast(1.0, 2))),
        speed(
            "cnn-small-steps",
            "cnn-small ReLU, our steps alone ÷ peer's",
            ours(network, BenchActivation.RELU, WORKERS),
            peer,
            Optional.empty()),
        predict(network, Optional.of(Goals.atLeast(0.9, 1))),
        predict(BenchNetwork.DENSENET_CIFAR, Optional.empty()));
  }

  private Figure predict(BenchNetwork network, Optional<Goals> goals) {
    return speed(
        "predict-" + network.id(),
        network.id() + " ConvReLU, predict ÷ forward pass",
        ours(network, BenchActivation.CONV_RELU, Work.PREDICT, WORKERS),
        ours(network, BenchActivation.CONV_RELU, Work.FORWARD, WORKERS),
        goals);
  }

  /** Figures against the peer once more, for the record. */
  private List<Figure> inOtherPrecision(List<Figure> figures) {
    return switch (precision) {
      case FLOAT32 -> List.of();
      case BFLOAT16 ->
          figures.stream()
              .filter(figure -> figure.peer().program() == Program.PEER)
              .filter(figure -> figure.quantity() == Quantity.EXAMPLES_PER_SECOND)
              .map(
                  figure ->
                      speed(
                          figure.id() + "-bf16",
                          figure.title() + " in bf16",
                          figure.ours(),
                          figure.peer().in(precision),
                          Optional.empty()))
              .toList();
    };
  }

  private Optional<Goals> goals(Goals wide, Goals narrow) {
    return Optional.of(
        switch (vectors) {
          case AVX512 -> wide;
          case AVX2 -> narrow;
        });
  }

  private Figure network(BenchNetwork network, Goals wide, Goals narrow) {
    return speed(
        network.id(),
        network.id() + " ReLU, ours ÷ peer",
        ours(network, BenchActivation.RELU, WORKERS),
        peer(network, BenchActivation.RELU),
        goals(wide, narrow));
  }

  private static Figure speed(
      String id, String title, Contender ours, Contender peer, Optional<Goals> goals) {
    return new Figure(id, title, ours, peer, Quantity.EXAMPLES_PER_SECOND, goals);
  }

  private Contender ours(BenchNetwork network, BenchActivation activation, int workers) {
    return ours(network, activation, Work.STEPS, workers);
  }

  /** Single-threaded workers side by side in one JVM. */
  private Contender ours(BenchNetwork network, BenchActivation activation, Work work, int workers) {
    return Contender.of(
        Program.OURS,
        new WorkerSettings(network, activation, work, Precision.FLOAT32, workers, 1, batch, data));
  }

  /** One network on two threads. */
  private Contender peer(BenchNetwork network, BenchActivation activation) {
    return Contender.of(
        Program.PEER,
        new WorkerSettings(
            network, activation, Work.STEPS, Precision.FLOAT32, 1, WORKERS, batch, data));
  }

  /** DL4J's own layers: one network on two threads; so slow that two short looks must do. */
  private Contender stock() {
    WorkerSettings settings =
        new WorkerSettings(
            BenchNetwork.DENSENET_CIFAR,
            BenchActivation.RELU,
            Work.STOCK_STEPS,
            Precision.FLOAT32,
            1,
            WORKERS,
            STOCK_BATCH,
            data);
    return new Contender(Program.OURS, settings, STOCK_REPETITIONS);
  }
}
