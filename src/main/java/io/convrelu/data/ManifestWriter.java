package io.convrelu.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.data.DatasetDescription.ImageShape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Writes {@code dataset.json}: keys always in the same order, no times, no paths of the machine,
 * line breaks as LF, so that the same data set gives the same bytes.
 */
public final class ManifestWriter {

  /** Digits after the point of means and deviations: far below what 8-bit pixels resolve. */
  private static final int DIGITS = 6;

  private final ObjectMapper mapper = new ObjectMapper();

  /** The bytes of {@code dataset.json}, UTF-8, ending with a line break. */
  public byte[] write(DatasetManifest manifest) {
    DatasetDescription description = manifest.description();
    ObjectNode root = mapper.createObjectNode();
    root.put("schema-version", description.schemaVersion());
    root.put("name", description.name());
    root.put("kind", kebab(description.kind()));
    root.put("synthetic", description.synthetic());
    root.put("seed", description.seed());
    root.put("validation-share", BigDecimal.valueOf(manifest.choices().validationShare()));
    manifest.choices().fold().ifPresent(fold -> root.put("fold", fold));
    strings(root.putArray("classes"), description.classNames());
    strings(root.putArray("coarse-classes"), description.coarseClassNames());
    if (description.kind() == ExampleKind.IMAGE) {
      image(root.putObject("image"), description.image());
    } else {
      ObjectNode text = root.putObject("text");
      text.put("alphabet", CharAlphabet.CHARACTERS);
      text.put("max-codes", ExampleSchema.MAX_CODES);
    }
    ObjectNode counts = root.putObject("counts");
    for (Split split : Split.values()) {
      if (description.counts().containsKey(split)) {
        ArrayNode perClass = counts.putArray(kebab(split));
        description.counts().get(split).forEach(perClass::add);
      }
    }
    ObjectNode sources = root.putObject("sources");
    new TreeMap<>(description.sources()).forEach(sources::put);
    ArrayNode files = root.putArray("files");
    for (DataFile file : manifest.files()) {
      ObjectNode node = files.addObject();
      node.put("split", kebab(file.split()));
      node.put("path", file.path());
      node.put("length", file.length());
      node.put("examples", file.examples());
    }
    return bytes(root);
  }

  private byte[] bytes(ObjectNode root) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    try {
      String json = mapper.writer(printer).writeValueAsString(root);
      return (json + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  private static void image(ObjectNode node, ImageShape shape) {
    node.put("channels", shape.channels());
    node.put("height", shape.height());
    node.put("width", shape.width());
    decimals(node.putArray("mean"), shape.mean());
    decimals(node.putArray("deviation"), shape.deviation());
  }

  private static void strings(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }

  private static void decimals(ArrayNode array, List<Double> values) {
    for (double value : values) {
      array.add(BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN));
    }
  }

  static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
