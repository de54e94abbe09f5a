package io.convrelu.train.predict;

import io.convrelu.data.BadInputException;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.source.SourcePlan.Content;
import io.convrelu.train.ModelInput;
import io.convrelu.train.TrainedModel;
import java.util.List;

/**
 * Whether data that say what they hold are such as a model was trained on.
 *
 * @param source the data, for messages
 */
record InputMatch(String source, TrainedModel model) {

  /**
   * @throws BadInputException when they are of another kind or shape
   */
  void checkContent(Content content) {
    ModelInput input = model.description().input();
    String held =
        content.kind() == ExampleKind.IMAGE
            ? ModelInput.Images.described(content.channels(), content.height(), content.width())
            : "texts";
    if (content.kind() != input.kind() || !held.equals(input.described())) {
      throw bad(
          "holds " + held + ", the model " + model.place() + " reads " + input.described(),
          "give data of that kind, or a model that was trained on this");
    }
  }

  /**
   * @throws BadInputException when number, names or order of classes differ
   */
  void checkClasses(List<String> classNames) {
    List<String> known = model.description().classNames();
    String remedy =
        "give data of the model's classes; where only predictions are wanted, give Parquet files"
            + " without a label column";
    if (classNames.size() != known.size()) {
      throw bad(
          "has "
              + classNames.size()
              + " classes, the model "
              + model.place()
              + " knows "
              + known.size(),
          remedy);
    }
    for (int label = 0; label < known.size(); label++) {
      if (!classNames.get(label).equals(known.get(label))) {
        throw bad(
            "calls class "
                + label
                + " '"
                + classNames.get(label)
                + "', the model "
                + model.place()
                + " calls it '"
                + known.get(label)
                + "'",
            remedy);
      }
    }
  }

  private BadInputException bad(String problem, String remedy) {
    return new BadInputException(source, "", problem + "; " + remedy);
  }
}
