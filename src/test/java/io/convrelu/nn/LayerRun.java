package io.convrelu.nn;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Output and gradients of the layer l0 of a graph for one input and one gradient of its output. */
record LayerRun(INDArray output, INDArray inputGradient, Map<String, INDArray> gradients) {

  static LayerRun of(ComputationGraph graph, INDArray x, INDArray dy) {
    Layer layer = graph.getLayer("l0");
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    layer.setBackpropGradientsViewArray(Nd4j.zeros(x.dataType(), 1, layer.numParams()));
    layer.setInput(x, workspaces);
    INDArray y = layer.activate(true, workspaces);
    Pair<org.deeplearning4j.nn.gradient.Gradient, INDArray> back =
        layer.backpropGradient(dy, workspaces);
    return new LayerRun(y, back.getSecond(), back.getFirst().gradientForVariable());
  }
}
