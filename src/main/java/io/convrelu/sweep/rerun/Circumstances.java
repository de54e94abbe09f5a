package io.convrelu.sweep.rerun;

import io.convrelu.sweep.provenance.Cluster;
import io.convrelu.sweep.provenance.DataSource;
import io.convrelu.sweep.provenance.Machine;
import io.convrelu.sweep.provenance.Provenance;
import java.util.List;

/** Compares under which circumstances a trial was trained, and is trained again. */
final class Circumstances {

  private Circumstances() {}

  /** What differs; where the data are, and when it was, is no difference. */
  static List<Difference> compare(Provenance recorded, Provenance now) {
    Differences differences = new Differences();
    differences.compare("code", recorded.code(), now.code());
    differences.compare("configuration", recorded.configuration(), now.configuration());
    data(differences, recorded.data(), now.data());
    machine(differences, recorded.machine(), now.machine());
    cluster(differences, recorded.cluster(), now.cluster());
    return differences.found();
  }

  private static void data(Differences differences, DataSource recorded, DataSource now) {
    differences.compare("data fingerprint", recorded.fingerprint(), now.fingerprint());
    differences.compare("data sources", recorded.sourcesSha256(), now.sourcesSha256());
    differences.compare("data files", recorded.files(), now.files());
    differences.compare("data bytes", recorded.bytes(), now.bytes());
  }

  private static void machine(Differences differences, Machine recorded, Machine now) {
    differences.compare("provider", recorded.provider(), now.provider());
    differences.compare("processor", recorded.cpu(), now.cpu());
    differences.compare("cores", recorded.cores(), now.cores());
    differences.compare("operating system", recorded.os(), now.os());
    differences.compare("JVM", recorded.jvm(), now.jvm());
    differences.compare("OMP_NUM_THREADS", recorded.arithmeticThreads(), now.arithmeticThreads());
  }

  private static void cluster(Differences differences, Cluster recorded, Cluster now) {
    differences.compare("Spark", recorded.spark(), now.spark());
    differences.compare("master", recorded.master(), now.master());
    differences.compare("executors", recorded.executors(), now.executors());
    differences.compare("executors' arithmetic", recorded.arithmetic(), now.arithmetic());
  }
}
