// Every trial as a line over several axes, on each of which a range can be drawn.

const PARALLEL_HEIGHT = 430;
const PARALLEL_TOP = 34;
const PARALLEL_BOTTOM = PARALLEL_HEIGHT - 14;
const AXIS_ROOM = 118;
// In this order, as far as there is room; test top-1 is always the last one.
const PARALLEL_KEYS = ['activation', 'loss', 'dead', 'sparsity', 'speed', 'epochs', 'validation'];

// What only trials without a result differ in is no axis.
const drawable = () => trials.filter((trial) => known(trial.values.top1));
const varies = (key) =>
  new Set(
    drawable()
      .map((trial) => trial.values[key])
      .filter(known),
  ).size > 1;
const parallelKeys = (width) => {
  const room = Math.max(2, Math.floor(width / AXIS_ROOM));
  const settings = fields.filter((field) => field.setting).map((field) => field.key);
  const wished = ['activation', ...settings, ...PARALLEL_KEYS.slice(1)].filter(
    (key) => axisKeys().includes(key) && varies(key),
  );
  const last = fieldByKey.has('top1') ? ['top1'] : [];
  return [...wished.slice(0, room - last.length), ...last];
};

const parallelY = (fraction) => PARALLEL_BOTTOM - fraction * (PARALLEL_BOTTOM - PARALLEL_TOP);
const parallelLines = (axes, xs) =>
  trials
    .map((trial) => ({ trial, at: axes.map((axis) => axis.of(trial)) }))
    .filter((line) => line.at.every(Number.isFinite))
    .map(({ trial, at }) => {
      const points = at.map(
        (fraction, i) => `${xs[i].toFixed(1)},${parallelY(fraction).toFixed(1)}`,
      );
      return {
        trial,
        path: svg('polyline', { class: `thread ink-${trial.ink}`, points: points.join(' ') }),
      };
    });

const parallelAxis = (axis, x, isLast) => {
  const side = isLast ? { x: x - 6, 'text-anchor': 'end' } : { x: x + 6 };
  const ends = isLast ? 'end' : x < AXIS_ROOM / 2 ? 'start' : 'middle';
  return [
    svg('line', { class: 'axis', x1: x, x2: x, y1: PARALLEL_TOP, y2: PARALLEL_BOTTOM }),
    svg(
      'text',
      { class: 'axis-label', x, y: 16, 'text-anchor': ends },
      tickLabel(axis.field.title.split('.').pop(), AXIS_ROOM),
    ),
    axis.ticks.map((tick) =>
      svg(
        'text',
        { class: 'tick halo', ...side, y: parallelY(tick.at), dy: '0.35em' },
        tickLabel(tick.text, AXIS_ROOM),
      ),
    ),
  ];
};

const BRUSH_HALF = 9;
const bindParallel = (plot, draft, axes, xs) => {
  const nearest = (x) =>
    xs.reduce((best, at, i) => (Math.abs(at - x) < Math.abs(xs[best] - x) ? i : best), 0);
  const fraction = (y) => (PARALLEL_BOTTOM - y) / (PARALLEL_BOTTOM - PARALLEL_TOP);
  const choose = (left, top, right, bottom) => {
    axes[nearest((left + right) / 2)].choose(fraction(bottom), fraction(top));
    changed();
  };
  const clear = (x) => {
    axes[nearest(x)].clear();
    changed();
  };
  const inside = [
    xs[0] - BRUSH_HALF,
    PARALLEL_TOP,
    xs[xs.length - 1] + BRUSH_HALF,
    PARALLEL_BOTTOM,
  ];
  bindBrush(plot, draft, inside, choose, clear);
};

const drawParallel = (width) => {
  const axes = parallelKeys(width).map(axisFor);
  const gap = axes.length > 1 ? (width - 28) / (axes.length - 1) : 0;
  const xs = axes.map((axis, i) => 14 + i * gap);
  const lines = parallelLines(axes, xs);
  const marks = axes.map(() => svg('rect', { class: 'brush' }));
  const draft = svg('rect', { class: 'brush' });
  const names = axes.map((axis) => axis.field.title).join(', ');
  const plot = svg(
    'svg',
    {
      class: 'chart parallel',
      viewBox: `0 0 ${width} ${PARALLEL_HEIGHT}`,
      role: 'img',
      'aria-label': `Parallel coordinates of ${group(lines.length)} trials over ${names}; the list below holds the same`,
    },
    svg('g', {}, ...lines.map((line) => line.path)),
    axes.map((axis, i) => parallelAxis(axis, xs[i], i > 0 && i === axes.length - 1)),
    marks,
    draft,
  );
  byId('plot').replaceChildren(plot);
  bindParallel(plot, draft, axes, xs);
  byId('plot-note').textContent = missingText(lines.length, 'one of these axes');
  return (chosen) => {
    for (const line of lines) line.path.classList.toggle('out', !chosen.has(line.trial));
    plot
      .querySelector('g')
      .append(...lines.filter((line) => chosen.has(line.trial)).map((line) => line.path));
    showBox(draft, null);
    axes.forEach((axis, i) => {
      const range = axis.chosen();
      showBox(
        marks[i],
        range && [xs[i] - BRUSH_HALF, parallelY(range[1]), xs[i] + BRUSH_HALF, parallelY(range[0])],
      );
    });
  };
};
