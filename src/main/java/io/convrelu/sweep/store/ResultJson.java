package io.convrelu.sweep.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.TrialResult;
import java.io.IOException;

/**
 * A trial's result as JSON text, see {@link CheckedJson}. Version 2 has what version 1 did not
 * know: attempts, averaging overhead, sparsity of the classifier's input, provenance.
 */
final class ResultJson {

  private static final String NOT_MEASURED = "NaN";

  private final CheckedJson<TrialResult> json = new CheckedJson<>(TrialResult.class, "result", 2);

  byte[] write(TrialResult result) throws IOException {
    return json.pretty(result);
  }

  /**
   * Reads a result of this version or of an earlier one, in which what was not recorded then is
   * NaN, or says so.
   *
   * @throws IOException when the text is no undamaged result; the message says what is wrong
   */
  TrialResult read(byte[] text) throws IOException {
    return json.read(text, (result, version) -> upgrade(result));
  }

  private static void upgrade(ObjectNode result) {
    result.put("attempts", 1);
    result.put("averagingOverhead", NOT_MEASURED);
    result.put("classifierSparsity", NOT_MEASURED);
    result.set("provenance", new ObjectMapper().valueToTree(Provenance.NOT_RECORDED));
    for (JsonNode point : result.path("curve")) {
      if (point instanceof ObjectNode epoch) {
        epoch.put("averagingOverhead", NOT_MEASURED);
        epoch.put("classifierSparsity", NOT_MEASURED);
      }
    }
  }
}
