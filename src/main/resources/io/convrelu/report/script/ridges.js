// Thresholds of a layer over time: one ridge a recorded epoch, the last one in front.

const RIDGE = { width: 340, left: 44, right: 330, rise: 4, step: 17, high: 40, foot: 40 };
const ALONE_HIGH = 120;
const STEPS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

const heightsOf = (text) => [...text].map((letter) => STEPS.indexOf(letter) / (STEPS.length - 1));

// Mean and the values below which 5% and 95% lie, as exact as the bins are.
const spreadOf = (heights, low, width) => {
  const total = heights.reduce((sum, height) => sum + height, 0);
  const middle = (bin) => low + (bin + 0.5) * width;
  const below = (part) => {
    let sum = 0;
    return middle(heights.findIndex((height) => (sum += height) >= part * total));
  };
  const mean = heights.reduce((sum, height, bin) => sum + height * middle(bin), 0) / total;
  return { mean, low: below(0.05), high: below(0.95) };
};

const ridgePath = (heights, base, high) => {
  const width = (RIDGE.right - RIDGE.left) / heights.length;
  const top = heights.map((height, bin) => {
    const x = RIDGE.left + bin * width;
    const y = (base - height * high).toFixed(1);
    return `L${x.toFixed(1)} ${y}L${(x + width).toFixed(1)} ${y}`;
  });
  return `M${RIDGE.left} ${base}${top.join('')}L${RIDGE.right} ${base}Z`;
};
const ridgeScale = (layer, bottom) => {
  const x = chartPixel(layer.low, layer.high, RIDGE.left, RIDGE.right);
  return ticksWithin(layer.low, layer.high, 4).map((tick) => [
    svg('line', {
      class: tick === 0 ? 'reference' : 'grid',
      x1: x(tick),
      x2: x(tick),
      y1: 6,
      y2: bottom,
    }),
    svg(
      'text',
      { class: 'tick', x: x(tick), y: bottom + 15, 'text-anchor': 'middle' },
      short(tick, 3),
    ),
  ]);
};

const ridgeFigure = (layer, ink, name) => {
  const high = layer.epochs.length === 1 ? ALONE_HIGH : RIDGE.high;
  const base = (i) => RIDGE.rise + high + i * RIDGE.step;
  const bottom = base(layer.epochs.length - 1);
  const height = bottom + RIDGE.foot;
  const ridges = layer.heights.map(heightsOf);
  const width = (layer.high - layer.low) / ridges[0].length;
  const rows = ridges.map((heights, i) => {
    const spread = spreadOf(heights, layer.low, width);
    return [
      String(layer.epochs[i]),
      short(spread.mean, 3),
      short(spread.low, 3),
      short(spread.high, 3),
    ];
  });
  const last = rows[rows.length - 1];
  const chart = svg(
    'svg',
    {
      class: `chart ridges ink-${ink}`,
      viewBox: `0 0 ${RIDGE.width} ${height}`,
      role: 'img',
      'aria-label': `Thresholds of ${layer.layer} of ${name} after ${layer.epochs.length} epochs. After the last one their mean is ${last[1]}, and nine in ten lie from ${last[2]} to ${last[3]}.`,
    },
    ridgeScale(layer, bottom),
    ridges.map((heights, i) =>
      svg('path', { class: 'ridge', d: ridgePath(heights, base(i), high) }),
    ),
    layer.epochs.map((epoch, i) =>
      svg(
        'text',
        { class: 'tick halo', x: RIDGE.left - 6, y: base(i), 'text-anchor': 'end' },
        epoch,
      ),
    ),
    svg(
      'text',
      {
        class: 'axis-label',
        x: (RIDGE.left + RIDGE.right) / 2,
        y: height - 6,
        'text-anchor': 'middle',
      },
      'threshold',
    ),
  );
  return html(
    'figure',
    {},
    html('figcaption', {}, layer.layer),
    chart,
    valueTable(['Epoch', 'Mean', '5% below', '95% below'], rows),
  );
};
