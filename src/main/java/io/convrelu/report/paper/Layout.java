package io.convrelu.report.paper;

import io.convrelu.report.Choice;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one of the paper's tables 1 to 5 is laid out, and what belongs into each of its cells.
 *
 * @param number of the table
 * @param title what it compares
 * @param axis where its data sets stand
 * @param datasets in the paper's order
 * @param networks that fit; where the items name networks, those
 * @param items what is compared, in the paper's order
 * @param references what differences are taken to; the first is ReLU
 */
public record Layout(
    int number,
    String title,
    Axis axis,
    List<String> datasets,
    Set<String> networks,
    List<Item> items,
    List<Choice> references) {

  /** Where the data sets stand in a table. */
  public enum Axis {
    COLUMNS,
    ROWS
  }

  /**
   * What is run on a data set for one cell.
   *
   * @param row its row, where the data sets are columns; else empty
   * @param column its column, within that of the data set where the data sets are columns; may be
   *     empty
   * @param network that it has to be; empty where any of the layout's will do
   */
  public record Item(String row, String column, String network, Choice choice) {

    /** The cell's name, its data set aside. */
    public String name() {
      return row.isEmpty() || column.isEmpty() ? row + column : row + ", " + column;
    }

    boolean fits(String otherNetwork, Choice otherChoice) {
      return choice.equals(otherChoice) && (network.isEmpty() || network.equals(otherNetwork));
    }
  }

  private static final Choice RELU = new Choice(Choice.RELU, "", "");
  private static final Choice CONV_RELU = new Choice("conv-relu", "first", "zero");
  private static final String DENSENET = "densenet-40";

  public Layout {
    datasets = List.copyOf(datasets);
    networks = Set.copyOf(networks);
    items = List.copyOf(items);
    references = List.copyOf(references);
  }

  /** The paper's tables 1 to 5. */
  public static List<Layout> all() {
    return List.of(
        activations(
            1, "Activations on images", List.of("cifar10", "cifar100", "tiny-imagenet"), DENSENET),
        activations(
            2,
            "Activations on text",
            List.of("mr", "ag-news", "yelp-full"),
            "char-cnn-small",
            "char-cnn-large"),
        new Layout(
            3,
            "ReLU and ConvReLU in three networks",
            Axis.COLUMNS,
            List.of("cifar10", "cifar100"),
            Set.of("vgg-16", "resnet-18", DENSENET),
            Stream.of("vgg-16", "resnet-18", DENSENET)
                .flatMap(
                    network ->
                        Stream.of(RELU, CONV_RELU)
                            .map(c -> new Item(networkName(network), c.name(), network, c)))
                .toList(),
            List.of(RELU)),
        choices(
            4,
            "How the thresholds of ConvReLU start",
            List.of("cifar10", "cifar100"),
            new Item("", "Zero init", "", CONV_RELU),
            new Item("", "Random init", "", new Choice("conv-relu", "first", "random")),
            new Item("", "Glorot init", "", new Choice("conv-relu", "first", "glorot"))),
        choices(
            5,
            "Which activations ConvReLU replaces",
            List.of("cifar10"),
            new Item("", "R1 (first)", "", CONV_RELU),
            new Item("", "R2 (last)", "", new Choice("conv-relu", "last", "zero")),
            new Item("", "R3 (all)", "", new Choice("conv-relu", "all", "zero"))));
  }

  /** The paper's rows of tables 1 and 2, in its order. */
  public static List<Choice> activations() {
    return List.of(
        RELU,
        new Choice("leaky-relu", "first", ""),
        new Choice("leaky-relu", "all", ""),
        new Choice("prelu", "first", ""),
        new Choice("prelu", "all", ""),
        CONV_RELU);
  }

  /** The paper's name of a data set. */
  public static String datasetName(String dataset) {
    return switch (dataset) {
      case "cifar10" -> "Cifar10";
      case "cifar100" -> "Cifar100";
      case "tiny-imagenet" -> "Tiny ImageNet";
      case "mr" -> "MR";
      case "ag-news" -> "AG's News";
      case "yelp-full" -> "Yelp Full";
      default -> dataset;
    };
  }

  /** Whether the items, and not the settings, say which network it is. */
  boolean comparesNetworks() {
    return items.stream().anyMatch(item -> !item.network().isEmpty());
  }

  /** The distinct rows of the items, in order. */
  public List<String> itemRows() {
    return items.stream().map(Item::row).distinct().toList();
  }

  /** The distinct columns of the items, in order. */
  public List<String> itemColumns() {
    return items.stream().map(Item::column).distinct().toList();
  }

  /** How a reference is called: by its column where the table has one, else by its name. */
  public String referenceName(int reference) {
    Choice choice = references.get(reference);
    return items.stream()
        .filter(item -> axis == Axis.ROWS && item.choice().equals(choice))
        .map(Item::column)
        .findFirst()
        .orElse(choice.name());
  }

  private static Layout activations(
      int number, String title, List<String> datasets, String... networks) {
    return new Layout(
        number,
        title,
        Axis.COLUMNS,
        datasets,
        Set.of(networks),
        activations().stream().map(c -> new Item(c.name(), "", "", c)).toList(),
        List.of(RELU));
  }

  /** The first item is what the paper settles on, and a reference beside ReLU. */
  private static Layout choices(int number, String title, List<String> datasets, Item... items) {
    return new Layout(
        number,
        title,
        Axis.ROWS,
        datasets,
        Set.of(DENSENET),
        List.of(items),
        List.of(RELU, items[0].choice()));
  }

  private static String networkName(String network) {
    return switch (network) {
      case "vgg-16" -> "VGG-16";
      case "resnet-18" -> "ResNet-18";
      case DENSENET -> "DenseNet-40";
      default -> network;
    };
  }

  @Override
  public String toString() {
    return "Table "
        + number
        + " on "
        + datasets.stream().map(Layout::datasetName).collect(Collectors.joining(", "));
  }
}
