package io.convrelu.kernel.tile;

import io.convrelu.kernel.ConvShape;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Convolutions of one shape for the numbers of images that tiles have. A batch is cut into tiles of
 * one or two sizes and a rest, training and inference each; rests of other batches, the last of an
 * epoch, come and go. Belongs to one thread at a time.
 */
public final class TileConvolutions implements AutoCloseable {

  /** Sizes that are kept from batch to batch. */
  private static final int KEPT = 4;

  /** Sizes of one batch: whole tiles and a rest. */
  private static final int OF_A_BATCH = 2;

  private final TileEngine engine;
  private final ConvShape shape;
  private final Map<Integer, TileConvolution> bySize = new LinkedHashMap<>(8, 0.75f, true);

  public TileConvolutions(TileEngine engine, ConvShape shape) {
    this.engine = engine;
    this.shape = shape;
  }

  /** The one for so many images; a new one has no weights yet. */
  public TileConvolution of(int images) {
    return bySize.computeIfAbsent(images, n -> engine.convolution(shape, n));
  }

  /**
   * What they take at most when batches are cut into tiles of these sizes.
   *
   * @param sizes images of a tile
   */
  public List<ConvolutionMemory> memory(Collection<Integer> sizes) {
    return sizes.stream()
        .distinct()
        .sorted(Comparator.reverseOrder())
        .limit(KEPT + OF_A_BATCH)
        .map(images -> engine.memory(shape, images))
        .toList();
  }

  /** Whether there is one for so many images. */
  boolean has(int images) {
    return bySize.containsKey(images);
  }

  /** All there are. */
  Collection<TileConvolution> all() {
    return bySize.values();
  }

  /** Between batches: closes the sizes that have not been used for longest when there are many. */
  public void trim() {
    Iterator<TileConvolution> oldest = bySize.values().iterator();
    for (int surplus = bySize.size() - KEPT; surplus > 0; surplus--) {
      oldest.next().close();
      oldest.remove();
    }
  }

  @Override
  public void close() {
    bySize.values().forEach(TileConvolution::close);
    bySize.clear();
  }
}
