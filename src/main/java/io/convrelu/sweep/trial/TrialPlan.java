package io.convrelu.sweep.trial;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.sweep.space.SearchSpace;
import io.convrelu.sweep.space.SpacePoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The trials of a search space, each once and each found valid, in the order of the space.
 *
 * @param repeated points of the space that are the same trial as an earlier one
 */
public record TrialPlan(List<PlannedTrial> trials, int repeated) {

  public TrialPlan {
    trials = List.copyOf(trials);
  }

  /**
   * Names and judges every point of a space.
   *
   * @param folders the folder of the trial with a given identity
   * @throws ConfigException with the problems of all trials, each told once
   */
  public static TrialPlan of(
      SearchSpace space, TrialProgram program, UnaryOperator<String> folders) {
    Map<String, SpacePoint> points = new LinkedHashMap<>();
    int repeated = 0;
    for (SpacePoint point : space.points()) {
      String id = TrialIdentity.of(point.settings(), program.data().fingerprint());
      if (points.putIfAbsent(id, point) != null) {
        repeated++;
      }
    }
    Map<List<String>, ConfigProblem> problems = new LinkedHashMap<>();
    Map<List<String>, List<String>> labels = new LinkedHashMap<>();
    List<PlannedTrial> trials = new ArrayList<>();
    points.forEach(
        (id, point) -> {
          try {
            TrialOutline outline = program.validator().validate(point.settings());
            Trial trial = new Trial(id, point.settings(), folders.apply(id));
            trials.add(new PlannedTrial(trial, point.label(), outline));
          } catch (ConfigException e) {
            for (ConfigProblem problem : e.problems()) {
              problems.putIfAbsent(cause(problem), problem);
              labels.computeIfAbsent(cause(problem), x -> new ArrayList<>()).add(point.label());
            }
          }
        });
    if (!problems.isEmpty()) {
      List<ConfigProblem> all = new ArrayList<>();
      problems.forEach((cause, p) -> all.add(located(p, labels.get(cause), points.size())));
      throw new ConfigException(all);
    }
    return new TrialPlan(trials, repeated);
  }

  /**
   * Values drawn out of one range differ, and so do messages about them; the cause is the range.
   */
  private static List<String> cause(ConfigProblem problem) {
    return problem.place().startsWith(SpacePoint.DRAWN_FROM)
        ? List.of(problem.key(), problem.place())
        : List.of(problem.key(), problem.place(), problem.message());
  }

  /** Says which trials a problem concerns, unless it concerns all of them. */
  private static ConfigProblem located(ConfigProblem problem, List<String> labels, int trials) {
    if (labels.size() == trials) {
      return problem;
    }
    String where =
        String.format(" (in %d of %d trials, first: %s)", labels.size(), trials, labels.get(0));
    return new ConfigProblem(problem.key(), problem.place(), problem.message() + where);
  }
}
