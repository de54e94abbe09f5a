package io.convrelu.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.DatasetDescription.ImageShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {

  @Test
  void whatIsWrittenIsRead() {
    for (DatasetManifest manifest : List.of(images(), texts())) {
      byte[] json = new ManifestWriter().write(manifest);
      assertThat(read(new String(json, StandardCharsets.UTF_8))).isEqualTo(manifest);
    }
  }

  @Test
  void keysAreInOneOrderWithoutTimesOrPaths() {
    String json = new String(new ManifestWriter().write(texts()), StandardCharsets.UTF_8);
    assertThat(json)
        .isEqualTo(
            """
            {
              "schema-version" : 1,
              "name" : "mr",
              "kind" : "text",
              "synthetic" : false,
              "seed" : -3,
              "validation-share" : 0.0,
              "fold" : 9,
              "classes" : [ "negative", "positive" ],
              "coarse-classes" : [ ],
              "text" : {
                "alphabet" : "%s",
                "max-codes" : 1014
              },
              "counts" : {
                "train" : [ 5, 4 ],
                "test" : [ 1, 0 ]
              },
              "sources" : {
                "a" : "0a",
                "b" : "0b"
              },
              "files" : [ ]
            }
            """
                .formatted(
                    CharAlphabet.CHARACTERS
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"schema-version\" : 1 | \"schema-version\" : 2 | has schema-version 2",
        "\"schema-version\" : 1 | \"schema-version\" : \"1\" | the key 'schema-version'",
        "\"kind\" : \"image\" | \"kind\" : \"sound\" | unknown value 'sound'",
        "\"seed\" : 1 | \"sead\" : 1 | the key 'seed' is missing",
        "\"train\" : [ 3, 4 ] | \"train\" : [ 3 ] | counts of train",
        "\"length\" : 10 | \"length\" : -1 | a data file needs",
        "data/split=train/part-00000.parquet | data/../../secret | a data file needs",
        "data/split=train/part-00000.parquet | /etc/secret | a data file needs",
        "} | ] | no JSON"
      })
  void damageIsNamed(String sound, String damaged, String message) {
    String json = new String(new ManifestWriter().write(images()), StandardCharsets.UTF_8);
    assertThat(json).contains(sound);
    assertThatThrownBy(() -> read(json.replace(sound, damaged)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("x/dataset.json: ")
        .hasMessageContaining(message);
  }

  private static DatasetManifest read(String json) {
    return new ManifestReader("x/dataset.json").read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static DatasetManifest images() {
    return new DatasetManifest(
        new DatasetDescription(
            1,
            "two",
            ExampleKind.IMAGE,
            true,
            List.of("first", "zweite"),
            List.of("coarse"),
            new ImageShape(3, 4, 5, List.of(1.5, 2.25, 3.123456), List.of(0.0, 1.0, 2.0)),
            Map.of(Split.TRAIN, List.of(3L, 4L), Split.VALIDATION, List.of(1L, 1L)),
            1,
            Map.of("file.bin", "ff")),
        new PreparationChoices(0.25, OptionalInt.empty()),
        List.of(new DataFile(Split.TRAIN, "data/split=train/part-00000.parquet", 10, 7)));
  }

  private static DatasetManifest texts() {
    return new DatasetManifest(
        new DatasetDescription(
            1,
            "mr",
            ExampleKind.TEXT,
            false,
            List.of("negative", "positive"),
            List.of(),
            ImageShape.NONE,
            Map.of(Split.TEST, List.of(1L, 0L), Split.TRAIN, List.of(5L, 4L)),
            -3,
            Map.of("b", "0b", "a", "0a")),
        new PreparationChoices(0, OptionalInt.of(9)),
        List.of());
  }
}
