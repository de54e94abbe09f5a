package io.convrelu.sweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.Results;
import io.convrelu.sweep.space.SearchSpace;
import io.convrelu.sweep.space.SpacePoint;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialIdentity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellsTest {

  @Test
  void aCellIsAllSeedsOfOneConfigurationInTheOrderGiven() throws Exception {
    List<TrialResult> results = results("sweep { grid.train.lr = [0.1, 0.01], seeds = [1, 2, 3] }");

    List<Cell> cells = Cells.of(results);

    assertThat(cells).hasSize(2);
    assertThat(cells.get(0).settings()).containsEntry("train.lr", "0.1").hasSize(1);
    assertThat(cells.get(1).settings()).containsEntry("train.lr", "0.01");
    assertThat(cells.get(0).trials()).extracting(TrialResult::seed).containsExactly(1L, 2L, 3L);
    assertThat(Cells.varying(cells)).containsExactly("train.lr");
  }

  @Test
  void theMeanIsOverCompletedTrialsOnlyAndTheStatesSayHowManyThereAre() throws Exception {
    List<TrialResult> results =
        new ArrayList<>(results("fake.ending = well, sweep.seeds = [1, 2]"));
    TrialResult diverged = results("fake.ending = diverging, sweep.seeds = [3]").get(0);
    results.add(diverged.with(r -> r.settings(results.get(0).settings())));

    Cell cell = Cells.of(results).get(0);

    assertThat(cell.count(TrialState.COMPLETED)).isEqualTo(2);
    assertThat(cell.count(TrialState.DIVERGED)).isEqualTo(1);
    assertThat(cell.count(TrialState.FAILED)).isZero();
    assertThat(cell.testTop1().count()).isEqualTo(2);
    assertThat(cell.testTop1().mean())
        .isEqualTo((results.get(0).testTop1() + results.get(1).testTop1()) / 2);
  }

  @Test
  void aKeyThatOnlySomeCellsHaveVaries() throws Exception {
    List<TrialResult> results =
        results("sweep.grid.activation = [ {name = relu}, {name = elu, slope = 1} ]");

    assertThat(Cells.varying(Cells.of(results)))
        .containsExactly("activation.name", "activation.slope");
  }

  private static List<TrialResult> results(String conf) throws Exception {
    List<TrialResult> results = new ArrayList<>();
    for (SpacePoint point : SearchSpace.read(Settings.parse(conf, "test.conf")).points()) {
      String id = TrialIdentity.of(point.settings(), "f");
      results.add(Results.of(new Trial(id, point.settings(), "unused")));
    }
    return results;
  }
}
