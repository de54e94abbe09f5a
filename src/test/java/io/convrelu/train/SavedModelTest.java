package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.conf.Settings;
import io.convrelu.data.BadInputException;
import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.Sha256;
import io.convrelu.zoo.ExampleShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelTest {

  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    TrainedModel model = images();
    SavedModel.write(HADOOP, folder.toString(), model);

    TrainedModel read = SavedModel.open(HADOOP, folder.toString());
    assertThat(read.description()).isEqualTo(model.description());
    assertThat(vertices(read)).isEqualTo(vertices(model));
    assertThat(read.state().parameters()).containsExactly(model.state().parameters());
  }

  /** Layers with all their settings; lists of what has been initialized aside. */
  private static Map<String, Object> vertices(TrainedModel model) {
    Map<String, Object> layers = new TreeMap<>();
    ComputationGraphConfiguration.fromJson(model.state().configuration())
        .getVertices()
        .forEach(
            (name, vertex) -> layers.put(name, ((LayerVertex) vertex).getLayerConf().getLayer()));
    return layers;
  }

  @Test
  void textsAreReadToo() throws IOException {
    TrainedModel model = texts();
    SavedModel.write(HADOOP, folder.toString(), model);

    assertThat(SavedModel.open(HADOOP, folder.toString()).description())
        .isEqualTo(model.description());
  }

  @Test
  void everyByteOfTheIndexIsChecked() throws IOException {
    SavedModel.write(HADOOP, folder.toString(), images());
    Path index = folder.resolve("model.json");
    String sound = Files.readString(index);

    for (String[] edit : new String[][] {{"125.25", "125.26"}, {"\"cat\"", "\"cut\""}}) {
      assertThat(sound).contains(edit[0]);
      Files.writeString(index, sound.replace(edit[0], edit[1]));
      refused("model.json: does not match its own checksum; the model is damaged, train it again");
    }
    Files.writeString(index, sound.substring(0, sound.length() / 2));
    refused("model.json: is not JSON; the model is damaged");
    Files.writeString(index, "");
    refused("model.json: is no JSON object; the model is damaged");
  }

  @Test
  void otherFormatsAreNamed() throws IOException {
    SavedModel.write(HADOOP, folder.toString(), images());
    Path index = folder.resolve("model.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = (ObjectNode) json.readTree(Files.readString(index));

    Files.writeString(index, json.writeValueAsString(root.put("format", 4)));
    refused("model.json: format: is 4, this program reads format 1 to 3");

    root.remove(List.of("input", "batchSize", "sha256"));
    Files.writeString(index, json.writeValueAsString(root.put("format", 1)));
    refused("model.json: input: is missing: format 1 does not record", "train it again");
  }

  /** Nothing of a stranger's file chooses a class: what is not a setting of ours is refused. */
  @Test
  void aNetworkThatIsNotTheModelsIsNamed() throws IOException {
    TrainedModel model = images();
    ModelState shorter = new ModelState(model.state().configuration(), new float[7], new float[0]);
    SavedModel.write(HADOOP, folder.toString(), new TrainedModel("", shorter, model.description()));
    refused("parameters.bin: has 7 parameters, the network of model.json");

    ModelDescription sound = model.description();
    ModelDescription unknown =
        new ModelDescription(
            sound.dataset(),
            sound.synthetic(),
            sound.fingerprint(),
            sound.classNames(),
            sound.input(),
            sound.batchSize(),
            sound.settings().replace("cnn-small", "cnn-smaller"));
    SavedModel.write(HADOOP, folder.toString(), new TrainedModel("", model.state(), unknown));
    refused("model.json: settings: describe no network of this program", "cnn-smaller");
  }

  /** A model of the release before, with its network.json, whose content is not looked at. */
  @Test
  void imagesOfFormat2AreReadAndTextsRefused() throws IOException {
    TrainedModel model = images();
    SavedModel.write(HADOOP, folder.toString(), model);
    makeFormat2();
    assertThat(SavedModel.open(HADOOP, folder.toString()).state().parameters())
        .containsExactly(model.state().parameters());

    SavedModel.write(HADOOP, folder.toString(), texts());
    makeFormat2();
    refused(
        "model.json: format: is 2: text networks are stored otherwise", "train the model again");
  }

  private void makeFormat2() throws IOException {
    Path index = folder.resolve("model.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = (ObjectNode) json.readTree(Files.readString(index));
    root.put("format", 2).putObject("network.json").put("bytes", 1).put("sha256", "0");
    root.remove("sha256");
    root.put("sha256", Sha256.hex(json.writeValueAsBytes(root)));
    Files.writeString(index, json.writeValueAsString(root));
  }

  private void refused(String... parts) {
    assertThatThrownBy(() -> SavedModel.open(HADOOP, folder.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining(folder.toString());
  }

  private static TrainedModel texts() {
    return model(
        new ModelInput.Texts(130),
        new ExampleShape(70, 1, 130, 2),
        "network.name=char-cnn-small",
        "network.text-length=130");
  }

  private static TrainedModel images() {
    return model(
        new ModelInput.Images(new ImageShape(1, 8, 8, List.of(125.25), List.of(61.5))),
        new ExampleShape(1, 8, 8, 2),
        "network.name=cnn-small");
  }

  private static TrainedModel model(ModelInput input, ExampleShape shape, String... settings) {
    TrainingPlan plan = TrainingPlan.of(Settings.EMPTY.with(List.of(settings)));
    ModelState state = ModelState.initial(plan.configure(shape, 1), 3);
    return new TrainedModel(
        "",
        state,
        new ModelDescription(
            "made-up", true, "0123", List.of("cat", "dog"), input, 128, plan.settings().toJson()));
  }
}
