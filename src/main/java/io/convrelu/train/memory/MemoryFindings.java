package io.convrelu.train.memory;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a memory check has found.
 *
 * @param shortages what cannot work
 * @param doubts what may work: nobody watches it, or the estimate is just above what there is
 */
public record MemoryFindings(List<ConfigProblem> shortages, List<ConfigProblem> doubts) {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryFindings.class);

  public MemoryFindings {
    shortages = List.copyOf(shortages);
    doubts = List.copyOf(doubts);
  }

  /**
   * Tells the log, or refuses.
   *
   * @throws ConfigException with all shortages, when they are to be refused
   */
  public void settle(OnShortage onShortage) {
    doubts.forEach(doubt -> LOG.warn("{}", doubt));
    if (onShortage == OnShortage.REFUSE && !shortages.isEmpty()) {
      throw new ConfigException(shortages);
    }
    shortages.forEach(shortage -> LOG.warn("{}", shortage));
  }
}
