package io.convrelu.data.prepare;

import io.convrelu.data.Split;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which shard an example goes to. The shards of a split are as few as hold at most {@link
 * #EXAMPLES} each and differ by at most one example; shard after shard, and row after row within
 * one, their examples are in the order of their shuffle keys. Depends on the examples and the seed
 * alone, never on the cluster.
 */
final class ShardPlan implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Most examples of one shard. */
  static final int EXAMPLES = 2048;

  private final SplitRule rule;
  private final ArrayList<Shard> shards = new ArrayList<>();
  private final EnumMap<Split, long[]> starts = new EnumMap<>(Split.class);
  private final EnumMap<Split, Integer> offsets = new EnumMap<>(Split.class);
  private final EnumMap<Split, long[]> counts = new EnumMap<>(Split.class);

  /** One output file: the number counts within its split. */
  record Shard(Split split, int number) implements Serializable {}

  private ShardPlan(SplitRule rule) {
    this.rule = rule;
  }

  static ShardPlan of(List<UnitSurvey> surveys, SplitRule rule, int classes) {
    ShardPlan plan = new ShardPlan(rule);
    Map<Split, long[]> orders = plan.count(surveys, classes);
    for (Map.Entry<Split, long[]> entry : orders.entrySet()) {
      plan.cut(entry.getKey(), entry.getValue());
    }
    return plan;
  }

  /** All shards; an example's shard is a position in this list. */
  List<Shard> shards() {
    return List.copyOf(shards);
  }

  /** Examples by class of every split that has any. */
  Map<Split, List<Long>> counts() {
    Map<Split, List<Long>> result = new EnumMap<>(Split.class);
    counts.forEach(
        (split, perClass) -> result.put(split, Arrays.stream(perClass).boxed().toList()));
    return result;
  }

  /** Position of the shard of an example of that official split, label and key. */
  int shardOf(Split official, int label, ExampleKey key) {
    Split split = rule.split(official, label, key.choice());
    int found = Arrays.binarySearch(starts.get(split), key.order());
    return offsets.get(split) + (found >= 0 ? found : -found - 2);
  }

  private Map<Split, long[]> count(List<UnitSurvey> surveys, int classes) {
    for (UnitSurvey survey : surveys) {
      for (int i = 0; i < survey.size(); i++) {
        Split split = rule.split(survey.split(), survey.labels()[i], survey.choices()[i]);
        counts.computeIfAbsent(split, s -> new long[classes])[survey.labels()[i]]++;
      }
    }
    EnumMap<Split, long[]> orders = new EnumMap<>(Split.class);
    counts.forEach(
        (split, perClass) ->
            orders.put(split, new long[Math.toIntExact(Arrays.stream(perClass).sum())]));
    EnumMap<Split, Integer> filled = new EnumMap<>(Split.class);
    for (UnitSurvey survey : surveys) {
      for (int i = 0; i < survey.size(); i++) {
        Split split = rule.split(survey.split(), survey.labels()[i], survey.choices()[i]);
        int at = filled.merge(split, 1, Integer::sum) - 1;
        orders.get(split)[at] = survey.orders()[i];
      }
    }
    return orders;
  }

  private void cut(Split split, long[] orders) {
    Arrays.sort(orders);
    int count = (orders.length + EXAMPLES - 1) / EXAMPLES;
    long[] first = new long[count];
    offsets.put(split, shards.size());
    for (int number = 0; number < count; number++) {
      first[number] = orders[(int) ((long) number * orders.length / count)];
      shards.add(new Shard(split, number));
    }
    starts.put(split, first);
  }
}
