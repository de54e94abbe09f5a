package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.StagePlan.InputKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a plan together, unit by unit. What a unit will read is a {@link UnitPlan} without a name,
 * which {@link #input} and every method that adds a unit return; {@link UnitPlan#batchNormalized},
 * {@link UnitPlan#plus}, {@link UnitPlan#activated}, {@link UnitPlan#pooled} and {@link
 * UnitPlan#droppedOut} say what becomes of it on its way into the unit that reads it:
 *
 * <pre>{@code
 * PlanBuilder stage = new PlanBuilder(new MapShape(3, 32, 32));
 * UnitPlan x = stage.convolve("conv1", stage.input(), ConvSpec.same(64, 3));
 * x = stage.convolve("conv2", x.batchNormalized().activated(relu), ConvSpec.same(64, 3));
 * stage.store("tail", x.batchNormalized().activated(relu).pooled(Pooling.GLOBAL_AVERAGE));
 * StagePlan plan = stage.build();
 * }</pre>
 *
 * <p>What is only prepared is computed again by every unit that reads it; {@link #store} computes
 * it once for several.
 */
public final class PlanBuilder {

  private final MapShape input;
  private final InputKind kind;
  private final List<MapShape> maps = new ArrayList<>();
  private final List<UnitPlan> units = new ArrayList<>();

  /** A stage that reads any values. */
  public PlanBuilder(MapShape input) {
    this(input, InputKind.VALUES);
  }

  /** A stage that reads what is said. */
  public PlanBuilder(MapShape input, InputKind kind) {
    this.input = input;
    this.kind = kind;
    maps.add(input);
  }

  /** The stage's input. */
  public UnitPlan input() {
    return reading(0, input);
  }

  private static UnitPlan reading(int map, MapShape shape) {
    return UnitPlan.reading("", map, shape);
  }

  /** Adds a convolution. */
  public UnitPlan convolve(String name, UnitPlan x, ConvSpec conv) {
    return write(x.named(name).convolved(conv));
  }

  /**
   * Computes what so far is only prepared. Nothing is known of the convolutions that will read it,
   * so a ConvReLU is an AdaReLU with a threshold a channel here.
   */
  public UnitPlan store(String name, UnitPlan x) {
    return write(x.named(name).activated(x.nonlinearity().withoutConvolution()));
  }

  /**
   * An activation and maxima of three neighbours. Where the activation never falls the maxima go
   * first and are kept, for a third of the work; else they are taken of what is activated.
   */
  public UnitPlan maximaOfThree(String name, UnitPlan x, Nonlinearity f) {
    return f.activation().neverFalls()
        ? store(name, x.pooled(Pooling.MAX_3_OF_ROW)).activated(f)
        : x.activated(f).pooled(Pooling.MAX_3_OF_ROW);
  }

  private UnitPlan write(UnitPlan unit) {
    units.add(unit.writing(maps.size(), 0));
    maps.add(unit.result());
    return reading(maps.size() - 1, unit.result());
  }

  /** Makes room behind the channels of a map that is there, for {@link #append}. */
  public UnitPlan widen(UnitPlan x, int channels) {
    MapShape shape = x.input();
    maps.set(x.source(), new MapShape(channels, shape.height(), shape.width()));
    return x;
  }

  /** Adds a convolution whose result stands behind the channels of a widened map. */
  public UnitPlan append(String name, UnitPlan x, ConvSpec conv, UnitPlan to) {
    MapShape before = to.input();
    units.add(x.named(name).convolved(conv).writing(to.source(), before.channels()));
    return reading(
        to.source(),
        new MapShape(before.channels() + conv.outputs(), before.height(), before.width()));
  }

  /**
   * The plan; what was added last is its output.
   *
   * @throws IllegalArgumentException when units do not fit each other
   */
  public StagePlan build() {
    List<UnitPlan> all = new ArrayList<>(units);
    int last = all.size() - 1;
    if (last < 0 || all.get(last).target() != maps.size() - 1) {
      throw new IllegalArgumentException("the last unit of a stage writes a map of its own");
    }
    all.set(last, all.get(last).writing(UnitPlan.OUTPUT, 0));
    return new StagePlan(
        input, maps.subList(0, maps.size() - 1), all, StagePlan.EPSILON, StagePlan.DECAY, kind);
  }
}
