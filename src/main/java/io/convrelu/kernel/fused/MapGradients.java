package io.convrelu.kernel.fused;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gradients of maps during one backward pass: memory from first use to last.
 *
 * @param <P> a piece of memory
 */
final class MapGradients<P> implements AutoCloseable {

  private final MemoryPool<P> pool;
  private final List<FeatureMap> maps;
  private final int batch;
  private final Map<Integer, P> live = new HashMap<>();

  MapGradients(MemoryPool<P> pool, List<FeatureMap> maps, int batch) {
    this.pool = pool;
    this.maps = maps;
    this.batch = batch;
  }

  P of(int map) {
    return live.computeIfAbsent(map, m -> pool.take((long) batch * maps.get(m).imageSize()));
  }

  void release(int map) {
    P memory = live.remove(map);
    if (memory != null) {
      pool.giveBack(memory);
    }
  }

  /** Releases what is still there. */
  @Override
  public void close() {
    live.values().forEach(pool::giveBack);
    live.clear();
  }
}
