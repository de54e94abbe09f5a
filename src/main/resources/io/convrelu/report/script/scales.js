// Axes of the plots of trials. A place on an axis is a fraction from 0 to 1.

const LOG_RATIO = 50;
const GOLDEN = 0.618034;

const categoryAxis = (field) => {
  const values = categoriesOf(field);
  const width = 1 / values.length;
  // Trials of one category are spread over its band, the same way each time.
  const spread = (trial) => (((trial.at * GOLDEN) % 1) - 0.5) * 0.62 * width;
  return {
    field,
    of: (trial) => (values.indexOf(trial.values[field.key] ?? '') + 0.5) * width + spread(trial),
    ticks: values.map((value, i) => ({ at: (i + 0.5) * width, text: nameOf(value) })),
    choose: (low, high) => {
      const chosen = values.filter((v, i) => (i + 1) * width > low && i * width < high);
      view.only.set(field.key, new Set(chosen));
    },
    chosen: () => {
      const only = view.only.get(field.key);
      if (!only) return null;
      const places = [...only].map((value) => values.indexOf(value)).filter((i) => i >= 0);
      return places.length === 0
        ? null
        : [Math.min(...places) * width, (Math.max(...places) + 1) * width];
    },
    clear: () => view.only.delete(field.key),
  };
};

const axisTicks = (low, high, log) => {
  if (!log) return ticksAround(low, high, 5);
  const values = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    values.push(Number((10 ** power).toPrecision(3)));
  }
  return values;
};
const numberAxis = (field) => {
  const values = trials.map((trial) => numberOf(trial, field)).filter(Number.isFinite);
  const [low, high] = values.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  const log = low > 0 && high / low >= LOG_RATIO;
  const ticks = axisTicks(low, high, log);
  const bend = log ? Math.log10 : (value) => value;
  const [start, end] = [bend(ticks[0]), bend(ticks[ticks.length - 1])];
  const place = (value) => (bend(value) - start) / (end - start);
  const back = (fraction) => {
    const value = start + fraction * (end - start);
    return log ? 10 ** value : value;
  };
  const decimals = field.kind === 'percent' && ticks[1] - ticks[0] < 0.01 ? 1 : 0;
  const text = (value) =>
    field.kind === 'percent' ? `${group(100 * value, decimals)}%` : short(value);
  return {
    field,
    of: (trial) => place(numberOf(trial, field)),
    ticks: ticks.map((value) => ({ at: place(value), text: text(value) })),
    choose: (from, to) => view.ranges.set(field.key, [back(from), back(to)]),
    chosen: () => {
      const range = view.ranges.get(field.key);
      if (!range) return null;
      const [from, to] = [log ? Math.max(range[0], ticks[0]) : range[0], range[1]];
      return [Math.max(0, place(from)), Math.min(1, place(to))];
    },
    clear: () => view.ranges.delete(field.key),
  };
};
const axisFor = (key) => {
  const field = fieldByKey.get(key);
  return isText(field) ? categoryAxis(field) : numberAxis(field);
};

// The colours that a plot uses, with the names of what they stand for.
const inkLegend = () => {
  const names = new Map();
  const order = (trial) => categoryOrder.indexOf(trial.values.activation);
  for (const trial of [...trials].sort((a, b) => order(a) - order(b))) {
    const all = names.get(trial.ink) ?? new Set();
    names.set(trial.ink, all.add(trial.values.activation.split(/ \(|, /)[0]));
  }
  return html(
    'ul',
    { class: 'ink-legend', 'aria-label': 'Colours' },
    ...[...names].map(([ink, all]) =>
      html('li', { class: `ink-${ink}` }, html('i', { class: 'swatch' }), [...all].join(', ')),
    ),
  );
};
