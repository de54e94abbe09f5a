package io.convrelu.data.prepare;

import io.convrelu.data.BadInputException;
import io.convrelu.data.PreparationChoices;
import io.convrelu.data.Split;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which examples of the official train split go to test (the chosen fold) and to validation. Both
 * are taken class by class: the examples of a class are ranked by their split key; fold k of n
 * examples is the ranks from ⌊k·n/10⌋ to below ⌊(k+1)·n/10⌋; validation is the lowest ranks of what
 * is left, its share rounded to the nearest whole number, and leaves at least one example to train.
 * An example's key then tells its split without any list of examples.
 *
 * @param tests split keys that go to test, by class
 * @param validations split keys that go to validation unless they go to test, by class
 */
record SplitRule(List<Interval> tests, List<Interval> validations) implements Serializable {

  SplitRule {
    tests = List.copyOf(tests);
    validations = List.copyOf(validations);
  }

  /**
   * Works the rule out.
   *
   * @throws BadInputException when folds are asked for and a class has fewer than ten examples
   */
  static SplitRule of(
      List<UnitSurvey> surveys, List<String> classNames, PreparationChoices choices, String input) {
    List<Interval> tests = new ArrayList<>();
    List<Interval> validations = new ArrayList<>();
    long[][] keys = keysByClass(surveys, classNames.size());
    for (int label = 0; label < keys.length; label++) {
      long[] ranked = keys[label];
      int from = 0;
      int to = 0;
      if (choices.fold().isPresent()) {
        if (ranked.length < PreparationChoices.FOLDS) {
          throw new BadInputException(
              input,
              "",
              "has "
                  + ranked.length
                  + " examples of class "
                  + classNames.get(label)
                  + "; expected at least "
                  + PreparationChoices.FOLDS
                  + ", one a fold");
        }
        from = foldStart(choices.fold().getAsInt(), ranked.length);
        to = foldStart(choices.fold().getAsInt() + 1, ranked.length);
      }
      tests.add(to > from ? new Interval(ranked[from], ranked[to - 1]) : Interval.NONE);
      validations.add(validation(ranked, from, to, choices.validationShare()));
    }
    return new SplitRule(tests, validations);
  }

  /** Where an example goes. */
  Split split(Split official, int label, long choice) {
    if (official != Split.TRAIN) {
      return official;
    }
    if (tests.get(label).contains(choice)) {
      return Split.TEST;
    }
    return validations.get(label).contains(choice) ? Split.VALIDATION : Split.TRAIN;
  }

  private static int foldStart(int fold, int examples) {
    return (int) ((long) fold * examples / PreparationChoices.FOLDS);
  }

  private static Interval validation(long[] ranked, int testFrom, int testTo, double share) {
    int left = ranked.length - (testTo - testFrom);
    int count = (int) Math.min(Math.round(share * left), left - 1L);
    if (count < 1) {
      return Interval.NONE;
    }
    int last = count <= testFrom ? count - 1 : count - 1 + (testTo - testFrom);
    return new Interval(Long.MIN_VALUE, ranked[last]);
  }

  private static long[][] keysByClass(List<UnitSurvey> surveys, int classes) {
    int[] sizes = new int[classes];
    for (UnitSurvey survey : surveys) {
      if (survey.split() == Split.TRAIN) {
        for (int label : survey.labels()) {
          sizes[label]++;
        }
      }
    }
    long[][] keys = new long[classes][];
    Arrays.setAll(keys, label -> new long[sizes[label]]);
    int[] filled = new int[classes];
    for (UnitSurvey survey : surveys) {
      if (survey.split() == Split.TRAIN) {
        for (int i = 0; i < survey.size(); i++) {
          int label = survey.labels()[i];
          keys[label][filled[label]++] = survey.choices()[i];
        }
      }
    }
    for (long[] ranked : keys) {
      Arrays.sort(ranked);
    }
    return keys;
  }
}
