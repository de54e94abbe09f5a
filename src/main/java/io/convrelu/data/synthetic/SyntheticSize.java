package io.convrelu.data.synthetic;

/**
 * Size of a generated data set.
 *
 * @param trainExamples of the train split; the test split has a fifth as many
 * @param classes of which every one has as many examples as any other, or one more
 */
public record SyntheticSize(long trainExamples, int classes) {

  public static final long MOST_EXAMPLES = 10_000_000;
  public static final int MOST_CLASSES = 100;
  public static final SyntheticSize DEFAULT = new SyntheticSize(5_000, 10);

  /** Train examples for each test example. */
  private static final int TEST_PART = 5;

  public SyntheticSize {
    if (trainExamples < TEST_PART || trainExamples > MOST_EXAMPLES) {
      throw new IllegalArgumentException(
          "examples are " + trainExamples + ", allowed: 5 to " + MOST_EXAMPLES);
    }
    if (classes < 2 || classes > MOST_CLASSES) {
      throw new IllegalArgumentException(
          "classes are " + classes + ", allowed: 2 to " + MOST_CLASSES);
    }
  }

  /** Examples of the test split. */
  public long testExamples() {
    return trainExamples / TEST_PART;
  }
}
