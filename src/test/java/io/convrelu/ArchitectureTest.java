package io.convrelu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;

/** The house has one direction: a package imports only what stands below it. */
@AnalyzeClasses(packages = "io.convrelu", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Every room, and the rooms that may import it; none may be imported by any other. */
  private static final Map<String, List<String>> READERS =
      Map.of(
          "cli", List.of(),
          "report", List.of("cli"),
          "sweep", List.of("report", "cli"),
          "train", List.of("sweep", "report", "cli"),
          "zoo", List.of("train", "sweep", "report", "cli"),
          "nn", List.of("zoo", "train", "sweep", "report", "cli"),
          "kernel", List.of("nn", "zoo", "train", "sweep", "report", "cli"),
          "data", List.of("train", "sweep", "report", "cli"),
          "conf", List.of("data", "zoo", "train", "sweep", "report", "cli"));

  @ArchTest
  static void oneDirection(JavaClasses classes) {
    for (String room : READERS.keySet()) {
      String[] others =
          READERS.keySet().stream()
              .filter(other -> !other.equals(room) && !READERS.get(room).contains(other))
              .map(ArchitectureTest::inside)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAnyPackage(others)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(inside(room))
          .because("a package imports only what stands below it")
          .check(classes);
    }
  }

  private static String inside(String room) {
    return "io.convrelu." + room + "..";
  }

  @ArchTest
  static final ArchRule CHECKPOINTS_KNOW_NOTHING_OF_TRAINING =
      noClasses()
          .that()
          .resideInAPackage("io.convrelu.train.checkpoint")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.convrelu.train", "io.convrelu.train.averaging..");

  @ArchTest
  static final ArchRule TRAINING_KNOWS_NOTHING_OF_PREDICTION =
      noClasses()
          .that()
          .resideInAPackage("io.convrelu.train..")
          .and()
          .resideOutsideOfPackage("io.convrelu.train.predict")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.convrelu.train.predict");

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
