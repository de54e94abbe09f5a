// A trial's measures over epochs, drawn as the charts of the tables are.

const CHART = { width: 440, height: 250, left: 74, right: 428, top: 12, bottom: 208 };

const chartPixel = (low, high, start, end) => (value) =>
  start + ((value - low) / (high - low)) * (end - start);
const chartTick = (value, unit, step) => {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const plain =
    Math.abs(value) >= 1e-4 || value === 0
      ? group(value, Math.min(decimals, 6))
          .replace(/(\.\d*?)0+$/, '$1')
          .replace(/\.$/, '')
      : short(value);
  return plain + unit;
};

const chartRows = (ticks, y, unit, label) => {
  const middle = (CHART.top + CHART.bottom) / 2;
  const step = ticks[1] - ticks[0];
  return [
    ticks.map((tick) =>
      svg('line', { class: 'grid', x1: CHART.left, x2: CHART.right, y1: y(tick), y2: y(tick) }),
    ),
    ticks.map((tick) =>
      svg(
        'text',
        { class: 'tick', x: CHART.left - 7, y: y(tick), dy: '0.35em', 'text-anchor': 'end' },
        chartTick(tick, unit, step),
      ),
    ),
    svg(
      'text',
      {
        class: 'axis-label',
        x: 11,
        y: middle,
        'text-anchor': 'middle',
        transform: `rotate(-90 11 ${middle})`,
      },
      label,
    ),
  ];
};
const chartColumns = (ticks, x, label) => [
  svg('line', {
    class: 'axis',
    x1: CHART.left,
    x2: CHART.right,
    y1: CHART.bottom,
    y2: CHART.bottom,
  }),
  ticks.map((tick) =>
    svg(
      'text',
      { class: 'tick', x: x(tick), y: CHART.bottom + 17, 'text-anchor': 'middle' },
      short(tick),
    ),
  ),
  svg(
    'text',
    {
      class: 'axis-label',
      x: (CHART.left + CHART.right) / 2,
      y: CHART.height - 6,
      'text-anchor': 'middle',
    },
    label,
  ),
];

const chartLine = (line, x, y, stepped) => {
  const at = ([epoch, value]) => `${x(epoch).toFixed(1)} ${y(value).toFixed(1)}`;
  const path = line.points.map((point, i) => {
    const before =
      stepped && i > 0 ? `L${x(point[0]).toFixed(1)} ${y(line.points[i - 1][1]).toFixed(1)}` : '';
    return `${before}${i === 0 ? 'M' : 'L'}${at(point)}`;
  });
  const only = line.points[0];
  const drawn =
    line.points.length === 1
      ? svg('circle', { class: 'dot', cx: x(only[0]), cy: y(only[1]), r: 4 })
      : svg('path', { class: 'line', d: path.join('') });
  const values = line.points
    .map(([epoch, value]) => `${epoch},${value},${value},${value}`)
    .join(' ');
  return svg(
    'g',
    { class: `series ${line.ink}`, 'data-label': line.label, 'data-values': values },
    drawn,
  );
};

// lines: [{label, ink, points: [[epoch, value]]}], values already in the unit.
const lineChart = ({ title, label, unit, lines, stepped }) => {
  const all = lines.flatMap((line) => line.points);
  const [first, last] = [Math.min(...all.map((p) => p[0])), Math.max(...all.map((p) => p[0]))];
  const values = all.map((p) => p[1]);
  const rows = ticksAround(Math.min(...values), Math.max(...values), 4);
  const margin = last > first ? 0 : 0.5;
  const x = chartPixel(first - margin, last + margin, CHART.left, CHART.right);
  const y = chartPixel(rows[0], rows[rows.length - 1], CHART.bottom, CHART.top);
  const ends = lines.map(
    (line) => `${line.label} ${short(line.points[line.points.length - 1][1])}${unit}`,
  );
  return svg(
    'svg',
    {
      class: 'chart lines',
      viewBox: `0 0 ${CHART.width} ${CHART.height}`,
      role: 'img',
      tabindex: 0,
      'aria-label': `${title} over epochs. At the last one: ${ends.join('; ')}. The arrow keys step through the epochs.`,
      'data-x': `${first - margin} ${last + margin} ${CHART.left} ${CHART.right}`,
      'data-unit': unit,
    },
    chartRows(rows, y, unit, label),
    chartColumns(ticksWithin(first, last, 6, 1), x, 'epoch'),
    lines.map((line) => chartLine(line, x, y, stepped)),
    svg('line', { class: 'crosshair', x1: 0, x2: 0, y1: CHART.top, y2: CHART.bottom }),
  );
};
