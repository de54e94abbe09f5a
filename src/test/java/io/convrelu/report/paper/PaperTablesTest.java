package io.convrelu.report.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.report.Choice;
import io.convrelu.report.Comparison.Verdict;
import io.convrelu.report.Metric;
import io.convrelu.report.Report;
import io.convrelu.report.Trials;
import io.convrelu.report.paper.Layout.Item;
import io.convrelu.report.paper.PaperTable.Entry;
import io.convrelu.report.paper.PaperTable.Group;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaperTablesTest {

  private static final Choice CONV_RELU = new Choice("conv-relu", "first", "zero");
  private static final Choice RANDOM = new Choice("conv-relu", "first", "random");

  private final List<TrialResult> trials = new ArrayList<>();

  @Test
  void everyResultStandsInEachTableThatItFitsAndInNoOther() {
    run("relu", "", "", 0.70, 0.72, 0.77);
    run("conv-relu", "first", "zero", 0.73, 0.74, 0.81);

    assertThat(tables())
        .extracting(PaperTable::isFilled)
        .containsExactly(true, false, true, true, true);
    Entry inTable1 = entry(1, "ConvReLU");
    assertThat(inTable1.row().score().mean()).isCloseTo(0.76, within(1e-12));
    assertThat(inTable1.row().paper().orElseThrow().top1()).isEqualTo(0.9472);
    assertThat(entry(3, "DenseNet-40, ConvReLU").row()).isEqualTo(inTable1.row());
    assertThat(entry(4, "Zero init").row()).isEqualTo(inTable1.row());
    assertThat(entry(5, "R1 (first)").row()).isEqualTo(inTable1.row());
  }

  @Test
  void whatWasNotRunHasNoEntry() {
    run("relu", "", "", 0.70);

    Group group = tables().get(0).groups().get(0);

    assertThat(group.at(item(1, "ReLU"))).hasSize(1);
    assertThat(group.at(item(1, "PReLU (A)"))).isEmpty();
    assertThat(tables().get(0).of("cifar100")).isEmpty();
  }

  @Test
  void otherNetworksAndSyntheticDataFitNoTable() {
    trials.add(Trials.trial().network("cnn-small").build());
    trials.add(Trials.trial().network("densenet-cifar").build());
    trials.add(Trials.trial().data("cifar10", true).build());
    trials.add(Trials.trial().data("fashion-mnist", false).build());
    trials.add(Trials.trial().choice("elu", "all", "").build());

    assertThat(tables()).noneMatch(PaperTable::isFilled);
  }

  @Test
  void differentSettingsStandBesideEachOtherAndAreNeverMerged() {
    for (String rate : List.of("0.1", "0.01")) {
      trials.add(Trials.trial().settings(Map.of("train.lr", rate)).top1(0.5).build());
    }

    List<Group> groups = tables().get(0).of("cifar10");

    assertThat(groups)
        .extracting(Group::settings)
        .containsExactlyInAnyOrder("train.lr=0.1", "train.lr=0.01");
    assertThat(groups).allSatisfy(group -> assertThat(group.entries()).hasSize(1));
  }

  @Test
  void subsetsAndNetworkSizesAreNamed() {
    trials.add(Trials.trial().settings(Map.of("network.depth", "4")).build());
    trials.add(
        Trials.trial()
            .fingerprint("0123456789")
            .trainExamples(50_000)
            .settings(Map.of("network.depth", "4"))
            .build());

    assertThat(tables().get(0).of("cifar10"))
        .extracting(Group::settings)
        .containsExactly("network.depth=4, data 01234567", "network.depth=4, data f1a9f1a9");
  }

  @Test
  void networksThatAreComparedSayHowTheyWereSet() {
    trials.add(Trials.trial().settings(Map.of("network.depth", "4", "train.lr", "0.1")).build());
    trials.add(Trials.trial().network("vgg-16").settings(Map.of("train.lr", "0.1")).build());

    Group group = tables().get(2).groups().get(0);

    assertThat(tables().get(2).groups()).hasSize(1);
    assertThat(group.settings()).isEmpty();
    assertThat(group.at(item(3, "DenseNet-40, ReLU")).get(0).variant())
        .isEqualTo("network.depth=4");
    assertThat(group.at(item(3, "VGG-16, ReLU")).get(0).variant()).isEmpty();
  }

  @Test
  void theTextTableKeepsItsTwoNetworksApart() {
    trials.add(Trials.trial().data("mr", false).network("char-cnn-small").build());
    trials.add(Trials.trial().data("mr", false).network("char-cnn-large").build());

    assertThat(tables().get(1).of("mr"))
        .extracting(Group::settings)
        .containsExactlyInAnyOrder("char-cnn-small", "char-cnn-large");
  }

  @Test
  void settingsOfTheActivationAreEntriesOfOneCell() {
    for (String deviation : List.of("0.05", "0.5")) {
      trials.add(
          Trials.trial()
              .choice("conv-relu", "first", "random")
              .settings(Map.of("activation.threshold-deviation", deviation))
              .build());
    }

    assertThat(tables().get(3).of("cifar10").get(0).at(item(4, "Random init")))
        .extracting(Entry::variant)
        .containsExactly(
            "activation.threshold-deviation=0.05", "activation.threshold-deviation=0.5");
  }

  /** p before correction: 0.0351 by hand for 0.03, 0.02, 0.04; the other differences are larger. */
  @Test
  void allComparisonsOfATableAreCorrectedTogether() {
    run("relu", "", "", 0.70, 0.72, 0.77);
    run("conv-relu", "first", "zero", 0.73, 0.74, 0.81);

    assertThat(tables().get(0).comparisons()).isEqualTo(1);
    assertThat(entry(1, "ConvReLU").leading().orElseThrow().verdict()).isEqualTo(Verdict.ABOVE);

    run("prelu", "first", "", 0.71, 0.72, 0.75);

    assertThat(tables().get(0).comparisons()).isEqualTo(2);
    assertThat(entry(1, "ConvReLU").leading().orElseThrow().adjustedP())
        .isCloseTo(2 * 0.035098718645984656, within(1e-12));
    assertThat(entry(1, "ConvReLU").leading().orElseThrow().verdict()).isEqualTo(Verdict.OPEN);
    // Table 3 has its one comparison as before.
    assertThat(entry(3, "DenseNet-40, ConvReLU").leading().orElseThrow().verdict())
        .isEqualTo(Verdict.ABOVE);
  }

  @Test
  void initsAreComparedWithZeroAlsoWithoutRelu() {
    run("conv-relu", "first", "zero", 0.70, 0.72, 0.77);
    run("conv-relu", "first", "random", 0.73, 0.74, 0.81);

    Entry random = entry(4, "Random init");

    assertThat(random.comparisons().get(0)).isEmpty();
    assertThat(random.comparisons().get(1).orElseThrow().difference().mean())
        .isCloseTo(0.03, within(1e-12));
    assertThat(random.leading()).isEqualTo(random.comparisons().get(1));
    assertThat(tables().get(3).layout().referenceName(1)).isEqualTo("Zero init");
    assertThat(Choice.of(trials.get(5))).isEqualTo(RANDOM);
    assertThat(entry(4, "Zero init").leading()).isEmpty();
  }

  @Test
  void aCellSaysInWhatItIsLessThanThePapers() {
    run("relu", "", "", 0.70);
    trials.add(
        Trials.trial().data("mr", false).network("char-cnn-small").trainExamples(8_662).build());

    assertThat(departures(0))
        .containsExactly("10,000 of 50,000 examples", "2,000 of 10,000 tested", "10 epochs");
    assertThat(departures(1)).containsExactly("10 epochs");
  }

  @Test
  void trialsThatDidNotCompleteAreCountedAndHaveNoNumber() {
    trials.add(Trials.trial().seed(1).ended(TrialState.PRUNED, "").build());
    trials.add(Trials.trial().seed(2).ended(TrialState.TIMED_OUT, "").build());

    String text = PaperText.write(report());

    assertThat(text).containsPattern("ReLU +– +0 of 2 \\(1 pruned, 1 timed out\\) +94.29%");
  }

  @Test
  void anotherMetricHasNoFigureOfThePaper() {
    run("relu", "", "", 0.70);

    Report byLoss = Report.of(List.of("runs"), Metric.TEST_LOSS, trials);
    Entry entry = PaperTables.of(byLoss).get(0).groups().get(0).entries().get(0);

    assertThat(entry.row().score().mean()).isEqualTo(1.25);
    assertThat(entry.row().paper()).isEmpty();
  }

  @Test
  void everyFigureOfThePaperHasItsCell() {
    long cells =
        Layout.all().stream()
            .mapToLong(layout -> (long) layout.items().size() * layout.datasets().size())
            .sum();

    // Tables 1 and 2: 6 by 3; 3: 3 by 4; 4: 2 by 3; 5: 1 by 3.
    assertThat(cells).isEqualTo(18 + 18 + 12 + 6 + 3);
    assertThat(Layout.activations()).contains(CONV_RELU).hasSize(6);
  }

  private void run(String activation, String strategy, String init, double... top1) {
    for (int i = 0; i < top1.length; i++) {
      trials.add(
          Trials.trial().choice(activation, strategy, init).seed(i + 1L).top1(top1[i]).build());
    }
  }

  private List<String> departures(int table) {
    Entry entry = tables().get(table).groups().get(0).entries().get(0);
    return Departures.of(entry.table(), entry.row());
  }

  private Entry entry(int table, String cell) {
    List<Entry> entries = tables().get(table - 1).groups().get(0).at(item(table, cell));
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  private static Item item(int table, String name) {
    return Layout.all().get(table - 1).items().stream()
        .filter(item -> item.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<PaperTable> tables() {
    return PaperTables.of(report());
  }

  private Report report() {
    return Report.of(List.of("runs"), trials);
  }
}
