package io.convrelu.sweep.cost;

import io.convrelu.data.DatasetDescription;
import io.convrelu.train.TrainingPlan;
import io.convrelu.zoo.NetworkSizes;
import io.convrelu.zoo.NetworkSummary;
import java.nio.charset.StandardCharsets;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The numbers of a network that costs follow from.
 *
 * @param parameters trained numbers
 * @param flop of the matrix products of one example's forward pass
 * @param configurationBytes of the network's configuration as JSON
 */
record NetworkCost(NetworkSizes sizes, long parameters, long flop, long configurationBytes) {

  static NetworkCost of(TrainingPlan plan, DatasetDescription data) {
    ComputationGraphConfiguration configuration = plan.configure(data);
    NetworkSummary summary = NetworkSummary.of(configuration, plan.shape(data));
    return new NetworkCost(
        NetworkSizes.of(configuration, plan.shape(data)),
        summary.parameters(),
        summary.flops(),
        configuration.toJson().getBytes(StandardCharsets.UTF_8).length);
  }
}
