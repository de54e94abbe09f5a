package io.convrelu.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.BadInputException;
import io.convrelu.data.PreparationChoices;
import io.convrelu.data.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Folds and validation splits, example by example. */
class SplitRuleTest {

  private static final List<String> CLASSES = List.of("odd one", "other");

  @Test
  void foldsCoverEveryExampleOnce() {
    List<UnitSurvey> surveys = List.of(survey(Split.TRAIN, 53, 20));
    List<String> tested = new ArrayList<>();
    for (int fold = 0; fold < PreparationChoices.FOLDS; fold++) {
      Map<Split, List<String>> splits = assign(surveys, 0, OptionalInt.of(fold));
      List<String> test = splits.get(Split.TEST);
      assertThat(test.stream().filter(id -> id.startsWith("0")).count()).isBetween(5L, 6L);
      assertThat(test.stream().filter(id -> id.startsWith("1")).count()).isEqualTo(2);
      assertThat(splits.get(Split.TRAIN)).hasSize(73 - test.size());
      tested.addAll(test);
    }
    assertThat(tested).hasSize(73).doesNotHaveDuplicates();
  }

  @Test
  void validationTakesItsShareOfEveryClassAndNothingFromTest() {
    List<UnitSurvey> surveys = List.of(survey(Split.TRAIN, 53, 20), survey(Split.TEST, 9, 9));
    Map<Split, List<String>> splits = assign(surveys, 0.1, OptionalInt.empty());
    List<String> validation = splits.get(Split.VALIDATION);
    assertThat(validation.stream().filter(id -> id.startsWith("0"))).hasSize(5);
    assertThat(validation.stream().filter(id -> id.startsWith("1"))).hasSize(2);
    assertThat(splits.get(Split.TEST)).hasSize(18);
    assertThat(splits.get(Split.TRAIN)).hasSize(66);
  }

  @Test
  void validationIsCarvedOutOfWhatAFoldLeaves() {
    List<UnitSurvey> surveys = List.of(survey(Split.TRAIN, 50, 20));
    for (int fold = 0; fold < PreparationChoices.FOLDS; fold++) {
      Map<Split, List<String>> splits = assign(surveys, 0.2, OptionalInt.of(fold));
      assertThat(splits.get(Split.TEST)).hasSize(7);
      assertThat(splits.get(Split.VALIDATION)).as("fold %d", fold).hasSize(9 + 4);
      assertThat(splits.get(Split.TRAIN)).hasSize(50);
    }
  }

  @Test
  void oneExampleOfEveryClassStaysInTrain() {
    Map<Split, List<String>> splits =
        assign(List.of(survey(Split.TRAIN, 3, 1)), 0.99, OptionalInt.empty());
    assertThat(splits.get(Split.TRAIN)).hasSize(2);
    assertThat(splits.get(Split.VALIDATION)).hasSize(2);
  }

  @Test
  void aClassTooSmallForFoldsIsNamed() {
    List<UnitSurvey> surveys = List.of(survey(Split.TRAIN, 12, 9));
    assertThatThrownBy(() -> assign(surveys, 0, OptionalInt.of(0)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("9 examples of class other");
  }

  private static Map<Split, List<String>> assign(
      List<UnitSurvey> surveys, double share, OptionalInt fold) {
    SplitRule rule =
        SplitRule.of(surveys, CLASSES, new PreparationChoices(share, fold), "the input");
    Map<Split, List<String>> splits = new EnumMap<>(Split.class);
    for (UnitSurvey survey : surveys) {
      for (int i = 0; i < survey.size(); i++) {
        int label = survey.labels()[i];
        Split split = rule.split(survey.split(), label, survey.choices()[i]);
        splits.computeIfAbsent(split, s -> new ArrayList<>()).add(label + "/" + i);
      }
    }
    return splits;
  }

  private static UnitSurvey survey(Split split, int ofFirst, int ofSecond) {
    int size = ofFirst + ofSecond;
    int[] labels = new int[size];
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i < ofFirst ? 0 : 1;
      keys[i] = ExampleKey.of(5, split + "#" + i).choice();
    }
    return new UnitSurvey(split, labels, keys, keys, new TreeMap<>());
  }
}
