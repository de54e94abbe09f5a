package io.convrelu.report.trial;

import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.store.SweepResults;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The layers of trials as sweeps keep them; of a trial that several sweeps have, the first's. */
public final class SweepLayers implements LayerSource {

  private final Configuration hadoop;
  private final List<String> sweeps;

  /**
   * @param sweeps outputs of sweeps, on any Hadoop file system
   */
  public SweepLayers(Configuration hadoop, List<String> sweeps) {
    this.hadoop = hadoop;
    this.sweeps = List.copyOf(sweeps);
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.convrelu.data.BadInputException when they are damaged or cannot be read
   */
  @Override
  public Optional<LayerObservations> of(String trial) {
    return sweeps.stream()
        .map(sweep -> SweepResults.layers(hadoop, sweep, trial))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
