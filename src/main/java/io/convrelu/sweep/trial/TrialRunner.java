package io.convrelu.sweep.trial;

import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.TrialResult;
import java.io.IOException;

/** Runs one trial. Several threads may do so at once, each another trial. */
@FunctionalInterface
public interface TrialRunner {

  /**
   * Trains and evaluates. A diverged training is a result, not an exception. The trial's folder may
   * hold what an earlier attempt left, to go on from; whatever is written there is the runner's,
   * except for {@code result.json}, {@code attempts} and {@code reports}.
   *
   * @param control is told every epoch, and says whether to go on
   * @return the result; its identity must be the trial's. Its settings are set by the sweep.
   * @throws InterruptedException when the thread was interrupted
   * @throws Exception for whatever else went wrong; the attempt has failed
   */
  TrialResult run(Trial trial, TrialControl control) throws Exception;

  /**
   * Where an attempt at a trial comes from that came to no result. Must not wait for the cluster,
   * which may be what went wrong.
   *
   * @param clock since when the attempt has been running
   * @throws IOException when the place of the data cannot be told
   */
  default Provenance provenance(Trial trial, TrialClock clock) throws IOException {
    return Provenance.NOT_RECORDED;
  }

  /**
   * Finished epochs that an attempt at a trial would go on from.
   *
   * @throws IOException when what is kept of it cannot be read
   */
  default int epochsKept(Trial trial) throws IOException {
    return 0;
  }
}
