"""Prints what TensorBoard's own reader and its table of trials find in a folder."""
import sys

from tensorboard import context
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
from tensorboard.plugins import base_plugin
from tensorboard.plugins.hparams import api_pb2, backend_context, list_session_groups
from tensorboard.util import tensor_util

folder = sys.argv[1]
readers = plugin_event_multiplexer.EventMultiplexer()
readers.AddRunsFromDirectory(folder)
readers.Reload()

for run, kinds in sorted(readers.Runs().items()):
    for tag in sorted(kinds["tensors"]):
        if not tag.startswith("_hparams_"):
            points = [
                (e.step, round(float(tensor_util.make_ndarray(e.tensor_proto)), 4))
                for e in readers.Tensors(run, tag)
            ]
            print(run, tag, points)

plugin = base_plugin.TBContext(
    logdir=folder, data_provider=data_provider.MultiplexerDataProvider(readers, folder)
)
trials = backend_context.Context(plugin)
request = context.RequestContext()
validation = api_pb2.MetricName(tag="accuracy/validation")
question = api_pb2.ListSessionGroupsRequest(
    allowed_statuses=[1, 2, 3],
    start_index=0,
    slice_size=100,
    col_params=[api_pb2.ColParams(metric=validation)],
)
handler = list_session_groups.Handler(request, trials, "", question)
for group in handler.run().session_groups:
    session = group.sessions[0]

    def setting(name):
        value = group.hparams[name]
        return getattr(value, value.WhichOneof("kind"))

    reached = next(m.value for m in session.metric_values if m.name == validation)
    print(
        "trial",
        session.name,
        api_pb2.Status.Name(session.status),
        *(f"{key}={setting(key)}" for key in ("train.lr", "train.nesterov", "activation.name")),
        f"accuracy/validation={round(reached, 4)}",
    )
