package io.convrelu.kernel.fused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stage in double precision, written for reading: the definition that the tiled stage is held
 * against, and what gradient checks run on. Arrays are row-major {@code [N, C, H, W]}; parameters
 * lie flat in the order of {@link ParameterLayout}.
 */
public final class ReferenceStage {

  private final StagePlan plan;
  private final ParameterLayout layout;
  private final List<ReferenceUnit> units = new ArrayList<>();
  private List<double[]> maps = List.of();
  private int lastBatch;
  private long seed;

  public ReferenceStage(StagePlan plan) {
    this.plan = plan;
    layout = plan.parameters();
    for (int i = 0; i < plan.units().size(); i++) {
      units.add(new ReferenceUnit(plan, layout, i));
    }
  }

  /** Whether batch normalization takes the batch's statistics or the running ones. */
  public enum Statistics {
    BATCH,
    RUNNING
  }

  /** Dropout of the next forward passes with batch statistics follows from this. */
  public void seed(long value) {
    seed = value;
  }

  /** The output. */
  public double[] forward(int batch, double[] x, double[] parameters, Statistics statistics) {
    lastBatch = batch;
    if (plan.inputKind() == StagePlan.InputKind.ONE_HOT) {
      NotOneHotException.check(batch, plan.input(), x);
    }
    maps = new ArrayList<>();
    for (MapShape map : plan.maps()) {
      maps.add(new double[batch * map.size()]);
    }
    MapShape first = plan.maps().get(0);
    copyChannels(x, plan.input(), 0, maps.get(0), first, 0, plan.input().channels());
    double[] result = new double[0];
    for (int i = 0; i < units.size(); i++) {
      UnitPlan unit = plan.units().get(i);
      switch (statistics) {
        case BATCH -> units.get(i).dropout().begin(seed);
        case RUNNING -> units.get(i).dropout().end();
      }
      result = units.get(i).forward(batch, inputs(unit), parameters, statistics);
      if (unit.target() != UnitPlan.OUTPUT) {
        MapShape shape = unit.result();
        MapShape target = plan.maps().get(unit.target());
        copyChannels(
            result,
            shape,
            0,
            maps.get(unit.target()),
            target,
            unit.firstChannel(),
            shape.channels());
      }
    }
    return result;
  }

  /** What every activation reads in a forward pass with running statistics. */
  public void observe(int batch, double[] x, double[] parameters, UnitObserver observer) {
    forward(batch, x, parameters, Statistics.RUNNING);
    for (int i = 0; i < units.size(); i++) {
      UnitPlan unit = plan.units().get(i);
      if (unit.activates()) {
        double[] z = units.get(i).activationInput(batch, inputs(unit), parameters);
        float[] one = new float[unit.input().size()];
        for (int n = 0; n < batch; n++) {
          for (int value = 0; value < one.length; value++) {
            one[value] = (float) z[n * one.length + value];
          }
          observer.see(i, one);
        }
      }
    }
  }

  /**
   * Backward of the last forward with batch statistics.
   *
   * @param gradients overwritten; running statistics get the step that DL4J subtracts
   * @return gradient of the input
   */
  public double[] backward(double[] dy, double[] parameters, double[] gradients) {
    Arrays.fill(gradients, 0);
    List<double[]> mapGradients = new ArrayList<>();
    for (MapShape map : plan.maps()) {
      mapGradients.add(new double[lastBatch * map.size()]);
    }
    for (int i = units.size() - 1; i >= 0; i--) {
      UnitPlan unit = plan.units().get(i);
      double[] dResult = dy;
      if (unit.target() != UnitPlan.OUTPUT) {
        MapShape shape = unit.result();
        dResult = new double[lastBatch * shape.size()];
        copyChannels(
            mapGradients.get(unit.target()),
            plan.maps().get(unit.target()),
            unit.firstChannel(),
            dResult,
            shape,
            0,
            shape.channels());
      }
      List<double[]> dx =
          units.get(i).backward(lastBatch, inputs(unit), dResult, parameters, gradients);
      for (int operand = 0; operand < dx.size(); operand++) {
        int source = unit.sources().get(operand);
        addChannels(
            dx.get(operand), unit.input(), mapGradients.get(source), plan.maps().get(source));
      }
    }
    double[] dInput = new double[lastBatch * plan.input().size()];
    copyChannels(
        mapGradients.get(0),
        plan.maps().get(0),
        0,
        dInput,
        plan.input(),
        0,
        plan.input().channels());
    return dInput;
  }

  private List<double[]> inputs(UnitPlan unit) {
    List<double[]> inputs = new ArrayList<>();
    for (int source : unit.sources()) {
      double[] x = new double[lastBatch * unit.input().size()];
      MapShape map = plan.maps().get(source);
      copyChannels(maps.get(source), map, 0, x, unit.input(), 0, unit.input().channels());
      inputs.add(x);
    }
    return inputs;
  }

  private void copyChannels(
      double[] from,
      MapShape fromShape,
      int fromFirst,
      double[] to,
      MapShape toShape,
      int toFirst,
      int channels) {
    int pixels = fromShape.pixels();
    for (int n = 0; n < lastBatch; n++) {
      System.arraycopy(
          from,
          n * fromShape.size() + fromFirst * pixels,
          to,
          n * toShape.size() + toFirst * pixels,
          channels * pixels);
    }
  }

  private void addChannels(double[] from, MapShape fromShape, double[] to, MapShape toShape) {
    for (int n = 0; n < lastBatch; n++) {
      for (int i = 0; i < fromShape.size(); i++) {
        to[n * toShape.size() + i] += from[n * fromShape.size() + i];
      }
    }
  }
}
