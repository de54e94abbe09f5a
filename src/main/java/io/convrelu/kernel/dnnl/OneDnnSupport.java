package io.convrelu.kernel.dnnl;

import java.util.Optional;

/** Whether oneDNN is here. */
public final class OneDnnSupport {

  private OneDnnSupport() {}

  /** What is missing and what to do about it; empty when nothing is. */
  public static Optional<String> missing() {
    try {
      new OneDnn().close();
      return Optional.empty();
    } catch (LinkageError e) {
      return Optional.of(
          "oneDNN cannot be loaded: "
              + e
              + " (put org.bytedeco:dnnl and org.bytedeco:opencl with this platform's classifier"
              + " on the class path)");
    }
  }
}
