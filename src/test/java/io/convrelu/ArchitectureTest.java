package io.convrelu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house has one direction: a package imports only what stands below it. */
@AnalyzeClasses(packages = "io.convrelu", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ONE_DIRECTION =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy("io.convrelu.cli..")
          .layer("report")
          .definedBy("io.convrelu.report..")
          .layer("sweep")
          .definedBy("io.convrelu.sweep..")
          .layer("train")
          .definedBy("io.convrelu.train..")
          .layer("zoo")
          .definedBy("io.convrelu.zoo..")
          .layer("nn")
          .definedBy("io.convrelu.nn..")
          .layer("kernel")
          .definedBy("io.convrelu.kernel..")
          .layer("data")
          .definedBy("io.convrelu.data..")
          .layer("conf")
          .definedBy("io.convrelu.conf..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("sweep")
          .mayOnlyBeAccessedByLayers("report", "cli")
          .whereLayer("train")
          .mayOnlyBeAccessedByLayers("sweep", "report", "cli")
          .whereLayer("zoo")
          .mayOnlyBeAccessedByLayers("train", "sweep", "report", "cli")
          .whereLayer("nn")
          .mayOnlyBeAccessedByLayers("zoo", "train", "sweep", "report", "cli")
          .whereLayer("kernel")
          .mayOnlyBeAccessedByLayers("nn", "zoo", "train", "sweep", "report", "cli")
          .whereLayer("data")
          .mayOnlyBeAccessedByLayers("train", "sweep", "report", "cli")
          .whereLayer("conf")
          .mayOnlyBeAccessedByLayers("data", "zoo", "train", "sweep", "report", "cli");

  @ArchTest
  static final ArchRule KERNEL_IS_PLAIN_ARITHMETIC =
      noClasses()
          .that()
          .resideInAPackage("io.convrelu.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..", "org.deeplearning4j..", "org.nd4j..", "org.apache.hadoop..");

  @ArchTest
  static final ArchRule NO_MUTABLE_STATIC_STATE =
      noFields()
          .that()
          .haveModifier(JavaModifier.STATIC)
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .notBeFinal();

  @ArchTest
  static final ArchRule NO_JAVA_DESERIALIZATION_CALLS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.convrelu.data.source..")
          .should()
          .callConstructor(java.io.ObjectInputStream.class, java.io.InputStream.class);
}
