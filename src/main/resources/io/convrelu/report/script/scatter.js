// Every trial as a point: two fields as axes, colour by activation.

const SCATTER_HEIGHT = 430;
const REACH_PIXELS = 14;
const NARROW = 560;

const scatterFrame = (width) => ({
  left: width < NARROW ? 52 : 74,
  right: width - 12,
  top: 12,
  bottom: SCATTER_HEIGHT - (width < NARROW ? 70 : 48),
});

const tickLabel = (text, room) => {
  const most = Math.max(3, Math.floor(room / 6.6));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
};
const scatterColumns = (axis, frame) => {
  const room = (frame.right - frame.left) / axis.ticks.length;
  const slanted = axis.ticks.some((tick) => tick.text.length * 6.6 > room);
  return axis.ticks.map((tick) => {
    const x = frame.left + tick.at * (frame.right - frame.left);
    const y = frame.bottom + 18;
    const turn = slanted ? `rotate(-24 ${x} ${y})` : null;
    const place = {
      class: 'tick',
      x,
      y,
      'text-anchor': slanted ? 'end' : 'middle',
      transform: turn,
    };
    return svg('text', place, tickLabel(tick.text, slanted ? 100 : room + 20));
  });
};
const scatterRows = (axis, frame) =>
  axis.ticks.flatMap((tick) => {
    const y = frame.bottom - tick.at * (frame.bottom - frame.top);
    return [
      svg('line', { class: 'grid', x1: frame.left, x2: frame.right, y1: y, y2: y }),
      svg(
        'text',
        { class: 'tick', x: frame.left - 7, y, dy: '0.35em', 'text-anchor': 'end' },
        tickLabel(tick.text, frame.left),
      ),
    ];
  });
const scatterNames = (x, y, frame) => {
  const middle = (frame.top + frame.bottom) / 2;
  return [
    svg(
      'text',
      {
        class: 'axis-label',
        x: (frame.left + frame.right) / 2,
        y: SCATTER_HEIGHT - 6,
        'text-anchor': 'middle',
      },
      x.field.title,
    ),
    svg(
      'text',
      {
        class: 'axis-label',
        x: 13,
        y: middle,
        'text-anchor': 'middle',
        transform: `rotate(-90 13 ${middle})`,
      },
      y.field.title,
    ),
  ];
};

const scatterPoints = (x, y, frame) =>
  trials
    .map((trial) => ({
      trial,
      x: frame.left + x.of(trial) * (frame.right - frame.left),
      y: frame.bottom - y.of(trial) * (frame.bottom - frame.top),
    }))
    .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y))
    .map((point) => ({
      ...point,
      dot: svg('circle', {
        class: `point ink-${point.trial.ink}`,
        cx: point.x.toFixed(1),
        cy: point.y.toFixed(1),
        r: trials.length > 300 ? 4 : 5.5,
      }),
    }));

const trialWords = (trial, keys) =>
  [...new Set(['activation', 'seed', ...keys])]
    .map((key) => fieldByKey.get(key))
    .filter((field) => field)
    .map((field) => `${field.title} ${write(field.kind, trial.values[field.key])}`);

const openTrial = (trial) => {
  location.hash = `#trial=${encodeURIComponent(trial.id)}`;
};

// Says what is pointed at; the arrow keys step through the points from left to right.
const pointReader = (plot, points, keys) => {
  const reading = readingBox(plot);
  const along = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  let now = null;
  const say = (point) => {
    now?.dot.classList.remove('now');
    now = point;
    reading.hidden = !point;
    if (!point) return;
    point.dot.classList.add('now');
    const [name, ...rest] = trialWords(point.trial, keys);
    reading.replaceChildren(html('b', {}, name), ...rest.map((text) => html('p', {}, text)));
    placeReading(reading, plot, point.x);
  };
  const step = (by) => {
    const seen = along.filter((point) => !point.dot.classList.contains('out'));
    if (seen.length === 0) return;
    const at = now ? seen.indexOf(now) + by : 0;
    say(seen[Math.max(0, Math.min(seen.length - 1, at))]);
  };
  return { say, step, now: () => now };
};
const nearestPoint = (points, x, y) => {
  const seen = points.filter((point) => !point.dot.classList.contains('out'));
  const far = (point) => Math.hypot(point.x - x, point.y - y);
  const best = seen.reduce((a, b) => (a && far(a) <= far(b) ? a : b), null);
  return best && far(best) <= REACH_PIXELS ? best : null;
};

const bindScatter = (plot, mark, frame, points, x, y, reader) => {
  const across = (pixel) => (pixel - frame.left) / (frame.right - frame.left);
  const up = (pixel) => (frame.bottom - pixel) / (frame.bottom - frame.top);
  const choose = (left, top, right, bottom) => {
    x.choose(across(left), across(right));
    if (y.field !== x.field) y.choose(up(bottom), up(top));
    changed();
  };
  const click = (px, py) => {
    const point = nearestPoint(points, px, py);
    if (point) {
      openTrial(point.trial);
      return;
    }
    x.clear();
    y.clear();
    changed();
  };
  bindBrush(plot, mark, [frame.left, frame.top, frame.right, frame.bottom], choose, click);
  plot.addEventListener('pointermove', (event) => {
    if (event.buttons === 0) reader.say(nearestPoint(points, ...pointerPixel(plot, event)));
  });
  plot.addEventListener('pointerleave', () => reader.say(null));
  plot.addEventListener('blur', () => reader.say(null));
  plot.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      reader.step(by);
    }
    if (event.key === 'Escape') reader.say(null);
    if (event.key === 'Enter' && reader.now()) openTrial(reader.now().trial);
  });
};

const missingText = (drawn, names) => {
  const without = trials.length - drawn;
  return without === 0
    ? ''
    : `${group(without)} of ${group(trials.length)} trials have no value of ${names} and are not drawn.`;
};

const scatterBox = (x, y, frame) => {
  const [across, up] = [x.chosen(), y.chosen()];
  if (!across && !up) return null;
  const [left, right] = (across ?? [0, 1]).map((f) => frame.left + f * (frame.right - frame.left));
  const [bottom, top] = (up ?? [0, 1]).map((f) => frame.bottom - f * (frame.bottom - frame.top));
  return [left, top, right, bottom];
};

const drawScatter = (width) => {
  const frame = scatterFrame(width);
  const [x, y] = [axisFor(view.x), axisFor(view.y)];
  const points = scatterPoints(x, y, frame);
  const mark = svg('rect', { class: 'brush' });
  const title = `${y.field.title} against ${x.field.title}, ${group(points.length)} trials, one point each; the list below holds the same`;
  const plot = svg(
    'svg',
    {
      class: 'chart scatter',
      viewBox: `0 0 ${width} ${SCATTER_HEIGHT}`,
      role: 'img',
      tabindex: 0,
      'aria-label': title,
    },
    scatterRows(y, frame),
    scatterColumns(x, frame),
    svg('line', {
      class: 'axis',
      x1: frame.left,
      x2: frame.right,
      y1: frame.bottom,
      y2: frame.bottom,
    }),
    scatterNames(x, y, frame),
    svg('g', {}, ...points.map((point) => point.dot)),
    mark,
  );
  byId('plot').replaceChildren(plot);
  bindScatter(plot, mark, frame, points, x, y, pointReader(plot, points, [view.x, view.y, 'top1']));
  byId('plot-note').textContent = missingText(
    points.length,
    `${x.field.title} or ${y.field.title}`,
  );
  return (chosen) => {
    for (const point of points) point.dot.classList.toggle('out', !chosen.has(point.trial));
    const last = points.filter((point) => chosen.has(point.trial)).map((point) => point.dot);
    plot.querySelector('g').append(...last);
    showBox(mark, scatterBox(x, y, frame));
  };
};
