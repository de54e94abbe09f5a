package io.convrelu.data.prepare;

import java.io.Serializable;

/**
 * A shard that a task has written.
 *
 * @param shard its position in the {@link ShardPlan}
 * @param attempt full path of the file; the name is of this attempt of the task alone
 * @param length bytes of the file
 * @param examples rows of the file
 * @param sums of its images
 */
record WrittenShard(int shard, String attempt, long length, long examples, ChannelSums sums)
    implements Serializable {}
