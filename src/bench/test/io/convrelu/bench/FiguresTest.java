package io.convrelu.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.bench.worker.Precision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void everyLineOfTheTableIsAFigureWithGoals() {
    for (Vectors vectors : Vectors.values()) {
      List<Figure> table =
          figures(vectors, Precision.FLOAT32).stream()
              .filter(figure -> Figures.TABLE.contains(figure.id()))
              .toList();
      assertThat(table).extracting(Figure::id).containsExactlyElementsOf(Figures.TABLE);
      assertThat(table).allSatisfy(figure -> assertThat(figure.goals()).isPresent());
    }
  }

  @Test
  void goalsFollowTheVectors() {
    assertThat(must(Vectors.AVX512, "vgg-16")).isEqualTo(Goal.atLeast(1.75));
    assertThat(must(Vectors.AVX2, "vgg-16")).isEqualTo(Goal.atLeast(1.0));
  }

  @Test
  void anotherPrecisionAddsRowsThatAreNotJudged() {
    List<Figure> plain = figures(Vectors.AVX512, Precision.FLOAT32);
    List<Figure> both = figures(Vectors.AVX512, Precision.BFLOAT16);
    assertThat(both).containsAll(plain).hasSizeGreaterThan(plain.size());
    assertThat(both.subList(plain.size(), both.size()))
        .allSatisfy(
            figure -> {
              assertThat(figure.goals()).isEmpty();
              assertThat(figure.peer().settings().precision()).isEqualTo(Precision.BFLOAT16);
              assertThat(figure.id()).endsWith("-bf16");
            });
  }

  private static Goal must(Vectors vectors, String id) {
    return figures(vectors, Precision.FLOAT32).stream()
        .filter(figure -> figure.id().equals(id))
        .findFirst()
        .flatMap(Figure::goals)
        .orElseThrow()
        .must();
  }

  private static List<Figure> figures(Vectors vectors, Precision precision) {
    return new Figures(vectors, 128, Optional.empty(), precision).all();
  }
}
