package io.convrelu.train.memory;

/** Where executors run, as far as it matters to their memory. */
enum Deployment {
  /** In the driver's JVM. */
  LOCAL,
  /** In JVMs whose resident memory nobody watches: standalone, local-cluster. */
  UNWATCHED,
  /** In containers that are killed when they take more than was asked for: YARN, Kubernetes. */
  WATCHED;

  static Deployment of(String master) {
    if (master.startsWith("local") && !master.startsWith("local-cluster")) {
      return LOCAL;
    }
    return master.startsWith("yarn") || master.startsWith("k8s") ? WATCHED : UNWATCHED;
  }
}
