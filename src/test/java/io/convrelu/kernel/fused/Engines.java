package io.convrelu.kernel.fused;

import io.convrelu.kernel.dnnl.OneDnnEngine;
import io.convrelu.kernel.tile.JavaEngine;
import io.convrelu.kernel.tile.ScalarPasses;
import io.convrelu.kernel.tile.TileEngine;
import io.convrelu.kernel.tile.VectorModule;

/** The four combinations of passes and convolution; tests run with the module and with oneDNN. */
enum Engines {
  VECTOR_ONEDNN,
  VECTOR_JAVA,
  SCALAR_ONEDNN,
  SCALAR_JAVA;

  TileEngine make() {
    return switch (this) {
      case VECTOR_ONEDNN -> new OneDnnEngine(VECTOR_JAVA.make());
      case VECTOR_JAVA -> new JavaEngine(VectorModule.passes());
      case SCALAR_ONEDNN -> new OneDnnEngine(SCALAR_JAVA.make());
      case SCALAR_JAVA -> new JavaEngine(new ScalarPasses());
    };
  }
}
