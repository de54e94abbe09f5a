package io.convrelu.cli.startup;

import io.convrelu.train.ArithmeticThreads;
import java.io.Serializable;

/**
 * What one JVM of the application runs on.
 *
 * @param place which JVM, in words
 * @param spark version of Spark
 * @param java feature release of Java, for example 17
 * @param program which build of this program, see {@link ProgramIdentity}
 * @param vectors whether the JVM was started with the Vector API's module
 * @param threads value of {@link ArithmeticThreads#VARIABLE}; empty when it is not set
 * @param arithmetic see {@link ArithmeticTraits}
 */
record JvmFacts(
    String place,
    String spark,
    int java,
    String program,
    boolean vectors,
    String threads,
    String arithmetic)
    implements Serializable {

  /** The module that the fast arithmetic needs. */
  static final String VECTORS = "jdk.incubator.vector";

  /** Of the JVM that calls. */
  static JvmFacts ofThisJvm(String place) {
    return new JvmFacts(
        place,
        SparkVersionCheck.spark(),
        Runtime.version().feature(),
        ProgramIdentity.ofThisJvm(),
        ModuleLayer.boot().findModule(VECTORS).isPresent(),
        System.getenv().getOrDefault(ArithmeticThreads.VARIABLE, ""),
        ArithmeticTraits.ofThisJvm());
  }
}
