package io.convrelu.train.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes checkpoints that are no longer wanted: all but the last few and the best, unfinished and
 * damaged ones, and any that are newer than the one just written, which a training that went on
 * from an older one has left behind. What cannot be read, or was written by a newer program, stays.
 */
final class CheckpointPruning {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointPruning.class);

  private final int kept;

  CheckpointPruning(int kept) {
    this.kept = kept;
  }

  /**
   * Deletes what is not to be kept; whatever fails is logged and tried again the next time.
   *
   * @param folders all there are
   * @param latest the one that has just been written
   */
  void prune(List<CheckpointFolder> folders, CheckpointPosition latest) {
    List<CheckpointManifest> sound = new ArrayList<>();
    List<CheckpointFolder> candidates = new ArrayList<>();
    for (CheckpointFolder folder : folders) {
      try {
        CheckpointManifest manifest = folder.manifest();
        if (manifest.position().sequence() <= latest.sequence()) {
          sound.add(manifest);
        }
        candidates.add(folder);
      } catch (DamagedCheckpointException e) {
        candidates.add(folder);
      } catch (IOException | RuntimeException e) {
        LOG.warn("checkpoint {} is left alone: {}", folder.name(), e.getMessage());
      }
    }
    Set<String> wanted = wanted(sound);
    wanted.add(latest.name());
    for (CheckpointFolder folder : candidates) {
      if (!wanted.contains(folder.name())) {
        delete(folder);
      }
    }
  }

  /** Names of the last few and of the best; of equally good ones the earliest. */
  private Set<String> wanted(List<CheckpointManifest> sound) {
    Comparator<CheckpointManifest> bySequence =
        Comparator.comparingLong(manifest -> manifest.position().sequence());
    Set<String> names = new HashSet<>();
    sound.stream()
        .sorted(bySequence.reversed())
        .limit(kept)
        .forEach(manifest -> names.add(manifest.position().name()));
    sound.stream()
        .filter(manifest -> manifest.validationScore().isPresent())
        .max(
            Comparator.comparingDouble(
                    (CheckpointManifest manifest) -> manifest.validationScore().getAsDouble())
                .thenComparing(bySequence.reversed()))
        .ifPresent(manifest -> names.add(manifest.position().name()));
    return names;
  }

  private static void delete(CheckpointFolder folder) {
    try {
      folder.delete();
    } catch (IOException | RuntimeException e) {
      LOG.warn("checkpoint {} could not be deleted: {}", folder.name(), e.getMessage());
    }
  }
}
