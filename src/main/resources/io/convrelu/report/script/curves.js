// A trial's curves: which there are, and which were not recorded.

const share = (value) => 100 * value;
const plain = (value) => value;

const CURVES = [
  {
    title: 'Loss',
    label: 'cross-entropy',
    unit: '',
    scale: plain,
    parts: [
      ['trainLoss', 'training'],
      ['testLoss', 'test'],
    ],
  },
  {
    title: 'Accuracy',
    label: 'top-1',
    unit: '%',
    scale: share,
    parts: [
      ['testTop1', 'test'],
      ['validationTop1', 'validation'],
    ],
  },
  {
    title: 'Learning rate',
    label: 'learning rate',
    unit: '',
    scale: plain,
    stepped: true,
    parts: [['lr', 'learning rate']],
  },
  {
    title: 'Dead units, all layers',
    label: 'share of units',
    unit: '%',
    scale: share,
    parts: [['deadUnits', 'dead units']],
  },
  {
    title: 'Zeros in the classifier’s input',
    label: 'share of values',
    unit: '%',
    scale: share,
    parts: [['sparsity', 'zeros']],
  },
  {
    title: 'Throughput',
    label: 'examples/s',
    unit: '',
    scale: plain,
    parts: [['speed', 'examples/s']],
  },
  {
    title: 'Averaging overhead',
    label: 'share of wall time',
    unit: '%',
    scale: share,
    parts: [['overhead', 'not computing']],
  },
];
const DASHES = ['dash-0', 'dash-1'];

const curveLines = (curve, data, ink) =>
  curve.parts
    .map(([key, label], i) => ({
      label,
      ink: `ink-${ink} ${DASHES[i]}`,
      points: (data[key] ?? [])
        .map((value, at) => [data.epochs[at], known(value) ? curve.scale(value) : NaN])
        .filter((point) => Number.isFinite(point[1])),
    }))
    .filter((line) => line.points.length > 0);

const lineKey = (line) =>
  html(
    'span',
    { class: 'line-key' },
    svg(
      'svg',
      { class: 'key', viewBox: '0 0 30 12', 'aria-hidden': 'true' },
      svg('g', { class: line.ink }, svg('line', { class: 'line', x1: 1, x2: 29, y1: 6, y2: 6 })),
    ),
    line.label,
  );
const curveFigure = (curve, lines, name) => {
  const chart = lineChart({ ...curve, title: `${curve.title} of ${name}`, lines });
  const epochs = [...new Set(lines.flatMap((line) => line.points.map((p) => p[0])))].sort(
    (a, b) => a - b,
  );
  const kept = epochs.filter(
    (epoch, i) => i === epochs.length - 1 || i % Math.ceil(epochs.length / 20) === 0,
  );
  const at = (line, epoch) => line.points.find((p) => p[0] === epoch)?.[1];
  const rows = kept.map((epoch) => [
    String(epoch),
    ...lines.map((line) =>
      at(line, epoch) === undefined ? NONE : short(at(line, epoch), 5) + curve.unit,
    ),
  ]);
  const figure = html(
    'figure',
    {},
    html(
      'figcaption',
      {},
      curve.title,
      html('span', {}, ...(curve.parts.length > 1 ? lines.map(lineKey) : [])),
    ),
    chart,
    valueTable(['Epoch', ...lines.map((line) => line.label)], rows),
  );
  makeReadable(chart);
  return figure;
};

// What a training without a validation split, or an earlier release, did not record.
const curveFigures = (trial, name) => {
  const data = source.curves[trial.at];
  const found = CURVES.map((curve) => ({ curve, lines: curveLines(curve, data, trial.ink) }));
  return {
    figures: found
      .filter(({ lines }) => lines.length > 0)
      .map(({ curve, lines }) => curveFigure(curve, lines, name)),
    missing: found
      .filter(({ lines }) => lines.length === 0)
      .map(({ curve }) => curve.title.toLowerCase()),
    thinned:
      data.epochs.length < data.allEpochs
        ? `Of ${data.allEpochs} epochs, ${data.epochs.length} are drawn, evenly spaced.`
        : '',
  };
};
