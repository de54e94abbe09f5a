package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.NativeFloats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gradients of maps during one backward pass: memory from first use to last. */
final class MapGradients implements AutoCloseable {

  private final MemoryPool pool;
  private final List<FeatureMap> maps;
  private final int batch;
  private final Map<Integer, NativeFloats> live = new HashMap<>();

  MapGradients(MemoryPool pool, List<FeatureMap> maps, int batch) {
    this.pool = pool;
    this.maps = maps;
    this.batch = batch;
  }

  NativeFloats of(int map) {
    return live.computeIfAbsent(map, m -> pool.take((long) batch * maps.get(m).imageSize()));
  }

  void release(int map) {
    NativeFloats memory = live.remove(map);
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
