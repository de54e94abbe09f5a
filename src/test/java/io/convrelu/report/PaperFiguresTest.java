package io.convrelu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperFiguresTest {

  private final PaperFigures paper = PaperFigures.load();

  /** Read off the paper's tables by hand, in percent as printed. */
  @ParameterizedTest
  @CsvSource({
    "cifar10, densenet-40, relu, '', '', 94.29",
    "cifar100, densenet-40, leaky-relu, all, '', 75.29",
    "cifar100, densenet-40, prelu, first, '', 75.78",
    "tiny-imagenet, densenet-40, prelu, all, '', 54.38",
    "tiny-imagenet, densenet-40, conv-relu, first, zero, 56.47",
    "mr, char-cnn-small, prelu, first, '', 77.19",
    "mr, char-cnn-large, conv-relu, first, zero, 80.39",
    "ag-news, char-cnn-small, leaky-relu, first, '', 88.98",
    "yelp-full, char-cnn-large, prelu, all, '', 62.94",
    "cifar10, vgg-16, conv-relu, first, zero, 94.01",
    "cifar100, resnet-18, relu, '', '', 75.17",
    "cifar10, densenet-40, conv-relu, first, random, 94.55",
    "cifar100, densenet-40, conv-relu, first, glorot, 75.44",
    "cifar10, densenet-40, conv-relu, last, zero, 94.34",
    "cifar10, densenet-40, conv-relu, all, zero, 94.55",
  })
  void holdsThePapersFigures(
      String dataset,
      String network,
      String activation,
      String strategy,
      String init,
      double percent) {
    assertThat(paper.find(dataset, network, new Choice(activation, strategy, init)))
        .hasValueSatisfying(
            figure -> assertThat(100 * figure.top1()).isCloseTo(percent, within(1e-9)));
  }

  @Test
  void aRunThatSeveralTablesReportIsOneFigure() {
    PaperFigure figure =
        paper
            .find("cifar10", "densenet-40", new Choice("conv-relu", "first", "zero"))
            .orElseThrow();

    assertThat(figure.top1()).isEqualTo(0.9472);
    assertThat(figure.tables()).isEqualTo(List.of(1, 3, 4, 5));
  }

  @Test
  void whatThePaperDidNotRunHasNoFigure() {
    Choice convRelu = new Choice("conv-relu", "first", "zero");
    assertThat(paper.find("cifar10", "cnn-small", convRelu)).isEmpty();
    assertThat(paper.find("fashion-mnist", "densenet-40", convRelu)).isEmpty();
    assertThat(paper.find("cifar100", "densenet-40", new Choice("conv-relu", "last", "zero")))
        .isEmpty();
    assertThat(paper.find("cifar10", "densenet-40", new Choice("ada-relu", "first", "zero")))
        .isEmpty();
    assertThat(paper.find("cifar10", "densenet-cifar", convRelu)).isEmpty();
  }

  @Test
  void reluHasItsFigureWhateverTheStrategyThatWasSet() {
    assertThat(paper.find("mr", "char-cnn-small", new Choice("relu", "all", "random")))
        .hasValueSatisfying(figure -> assertThat(figure.top1()).isEqualTo(0.7851));
  }
}
