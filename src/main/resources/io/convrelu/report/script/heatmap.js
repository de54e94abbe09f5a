// Dead units: a row a layer, a column an epoch.

const HEAT = { width: 760, left: 190, top: 10, row: 17, foot: 44, right: 6 };

const heatCells = (layers, epochs, most) => {
  const width = (HEAT.width - HEAT.left - HEAT.right) / epochs.length;
  return layers.flatMap((layer, row) =>
    layer.shares.map((value, column) =>
      svg('rect', {
        class: known(value) ? 'heat' : 'heat unknown',
        x: (HEAT.left + column * width).toFixed(1),
        y: HEAT.top + row * HEAT.row,
        width: width.toFixed(1),
        height: HEAT.row - 1,
        'fill-opacity': known(value) ? (most > 0 ? Math.sqrt(value / most) : 0).toFixed(3) : null,
      }),
    ),
  );
};
const heatLabels = (layers, epochs) => {
  const width = (HEAT.width - HEAT.left - HEAT.right) / epochs.length;
  const bottom = HEAT.top + layers.length * HEAT.row;
  const every = Math.ceil(epochs.length / 16);
  return [
    layers.map((layer, row) =>
      svg(
        'text',
        {
          class: 'tick',
          x: HEAT.left - 7,
          y: HEAT.top + (row + 0.5) * HEAT.row,
          dy: '0.33em',
          'text-anchor': 'end',
        },
        tickLabel(layer.layer, HEAT.left),
      ),
    ),
    epochs.map((epoch, column) =>
      column % every === 0
        ? svg(
            'text',
            {
              class: 'tick',
              x: HEAT.left + (column + 0.5) * width,
              y: bottom + 15,
              'text-anchor': 'middle',
            },
            epoch,
          )
        : null,
    ),
    svg(
      'text',
      {
        class: 'axis-label',
        x: (HEAT.left + HEAT.width) / 2,
        y: bottom + 36,
        'text-anchor': 'middle',
      },
      'epoch',
    ),
  ];
};

const heatReader = (chart, layers, epochs) => {
  const reading = readingBox(chart);
  const mark = chart.querySelector('.cell-mark');
  const width = (HEAT.width - HEAT.left - HEAT.right) / epochs.length;
  let [row, column] = [0, -1];
  const hide = () => {
    reading.hidden = true;
    mark.classList.remove('on');
  };
  const show = (toRow, toColumn) => {
    row = Math.max(0, Math.min(layers.length - 1, toRow));
    column = Math.max(0, Math.min(epochs.length - 1, toColumn));
    const left = HEAT.left + column * width;
    showBox(mark, [
      left,
      HEAT.top + row * HEAT.row,
      left + width,
      HEAT.top + (row + 1) * HEAT.row - 1,
    ]);
    const value = write('percent', layers[row].shares[column]);
    reading.replaceChildren(
      html('b', {}, layers[row].layer),
      html('p', {}, `epoch ${epochs[column]}: ${value} dead`),
    );
    reading.hidden = false;
    placeReading(reading, chart, left + width);
  };
  chart.addEventListener('pointermove', (event) => {
    const [x, y] = pointerPixel(chart, event);
    if (x < HEAT.left) hide();
    else show(Math.floor((y - HEAT.top) / HEAT.row), Math.floor((x - HEAT.left) / width));
  });
  chart.addEventListener('pointerleave', hide);
  chart.addEventListener('blur', hide);
  chart.addEventListener('keydown', (event) => {
    const to = {
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      Home: [row, 0],
      End: [row, epochs.length - 1],
    }[event.key];
    if (event.key === 'Escape') hide();
    if (!to) return;
    event.preventDefault();
    show(...to);
  });
};

const heatScale = (most) =>
  html(
    'span',
    { class: 'heat-scale' },
    '0%',
    svg(
      'svg',
      { viewBox: '0 0 120 10', 'aria-hidden': 'true' },
      ...Array.from({ length: 12 }, (none, i) =>
        svg('rect', {
          class: 'heat',
          x: i * 10,
          y: 0,
          width: 10,
          height: 10,
          'fill-opacity': Math.sqrt((i + 0.5) / 12).toFixed(3),
        }),
      ),
    ),
    write('percent', most),
  );

const deadUnitsFigure = (layers, epochs, name) => {
  const values = layers.flatMap((layer) => layer.shares).filter(known);
  const most = Math.max(0, ...values);
  const height = HEAT.top + layers.length * HEAT.row + HEAT.foot;
  const chart = svg(
    'svg',
    {
      class: 'chart heatmap',
      viewBox: `0 0 ${HEAT.width} ${height}`,
      role: 'img',
      tabindex: 0,
      'aria-label': `Share of dead units of ${name}, ${layers.length} layers over ${epochs.length} epochs, up to ${write('percent', most)}. The arrow keys step through the cells.`,
    },
    heatCells(layers, epochs, most),
    heatLabels(layers, epochs),
    svg('rect', { class: 'cell-mark' }),
  );
  const kept = epochs
    .map((epoch, i) => i)
    .filter((i) => i === epochs.length - 1 || i % Math.ceil(epochs.length / 6) === 0);
  const rows = layers.map((layer) => [
    layer.layer,
    ...kept.map((i) => write('percent', layer.shares[i])),
  ]);
  const figure = html(
    'figure',
    { class: 'wide' },
    html(
      'figcaption',
      {},
      'Dead units by layer',
      html(
        'span',
        {},
        'Share of a layer’s units that no probed example activated. ',
        heatScale(most),
      ),
    ),
    chart,
    valueTable(['Layer', ...kept.map((i) => `epoch ${epochs[i]}`)], rows),
  );
  heatReader(chart, layers, epochs);
  return figure;
};
