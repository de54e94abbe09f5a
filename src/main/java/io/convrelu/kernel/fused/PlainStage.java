package io.convrelu.kernel.fused;

import java.nio.FloatBuffer;

/** {@link FusedStage} on the plain implementation: correct everywhere, and slow. */
final class PlainStage implements MeasuredStage {

  private final ReferenceStage stage;
  private final StagePlan plan;
  private int lastBatch;

  PlainStage(StagePlan plan) {
    this.plan = plan;
    stage = new ReferenceStage(plan);
  }

  @Override
  public void infer(int batch, FloatBuffer x, float[] parameters, FloatBuffer y) {
    run(batch, x, parameters, y, ReferenceStage.Statistics.RUNNING);
  }

  @Override
  public void observe(int batch, FloatBuffer x, float[] parameters, UnitObserver observer) {
    stage.observe(batch, read(x, batch * plan.input().size()), doubles(parameters), observer);
  }

  @Override
  public void seed(long value) {
    stage.seed(value);
  }

  @Override
  public void forward(int batch, FloatBuffer x, float[] parameters, FloatBuffer y) {
    lastBatch = batch;
    run(batch, x, parameters, y, ReferenceStage.Statistics.BATCH);
  }

  private void run(
      int batch,
      FloatBuffer x,
      float[] parameters,
      FloatBuffer y,
      ReferenceStage.Statistics statistics) {
    double[] in = read(x, batch * plan.input().size());
    write(stage.forward(batch, in, doubles(parameters), statistics), y);
  }

  @Override
  public void backward(FloatBuffer dy, float[] parameters, FloatBuffer dx, float[] gradients) {
    double[] parameterGradients = new double[gradients.length];
    double[] inputGradient =
        stage.backward(
            read(dy, lastBatch * plan.output().size()), doubles(parameters), parameterGradients);
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = (float) parameterGradients[i];
    }
    if (dx.hasRemaining()) {
      write(inputGradient, dx);
    }
  }

  /** Nothing: all of it is arrays of the heap. */
  @Override
  public long bytes(BatchSizes batches) {
    return 0;
  }

  @Override
  public <P> void rehearse(int batch, boolean inputWanted, MemoryPool<P> shared) {
    // Shares nothing.
  }

  @Override
  public void close() {
    // Nothing but arrays.
  }

  private static double[] read(FloatBuffer buffer, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = buffer.get(i);
    }
    return values;
  }

  private static void write(double[] values, FloatBuffer buffer) {
    for (int i = 0; i < values.length; i++) {
      buffer.put(i, (float) values[i]);
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
