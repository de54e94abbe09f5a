package io.convrelu.train.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.train.predict.PredictionSummary.Score;

/** {@code _predictions.json}: what the predictions beside it are of. */
final class PredictionMark {

  private static final int FORMAT = 1;

  private PredictionMark() {}

  static String write(PredictionRequest request, PredictionSummary summary)
      throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode mark = json.createObjectNode();
    mark.put("format", FORMAT);
    mark.put("model", summary.place());
    mark.put("parametersSha256", summary.parametersSha256());
    mark.put("trainedOn", summary.model().dataset());
    summary.model().classNames().forEach(mark.putArray("classNames")::add);
    mark.put("input", summary.source());
    request.dataset().ifPresent(dataset -> mark.put("dataset", dataset.written()));
    request.split().ifPresent(split -> mark.put("split", split.written()));
    mark.put("synthetic", summary.synthetic());
    Score score = summary.score();
    mark.put("examples", score.examples());
    mark.put("labelled", score.labelled());
    if (score.labelled() > 0) {
      mark.put("top1", score.top1());
      mark.put("loss", score.loss());
    }
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(mark) + "\n";
  }
}
