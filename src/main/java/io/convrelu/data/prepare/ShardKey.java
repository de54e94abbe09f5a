package io.convrelu.data.prepare;

import java.io.Serializable;

/** Where an example goes, and its place there. The id tells two examples of one order apart. */
record ShardKey(int shard, long order, String id) implements Comparable<ShardKey>, Serializable {

  @Override
  public int compareTo(ShardKey other) {
    int byShard = Integer.compare(shard, other.shard);
    int byOrder = byShard != 0 ? byShard : Long.compare(order, other.order);
    return byOrder != 0 ? byOrder : id.compareTo(other.id);
  }
}
