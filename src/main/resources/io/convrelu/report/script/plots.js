// Which plot of the trials is drawn, and when it has to be drawn again.

const DRAW = { scatter: drawScatter, parallel: drawParallel };
let markPlot = () => {};
let drawnAs = '';

const axisSelect = (id, label, key) => {
  const select = html('select', { id });
  for (const one of axisKeys())
    select.append(html('option', { value: one }, fieldByKey.get(one).title));
  select.addEventListener('change', () => {
    view[key] = select.value;
    changed({ keepPage: true });
  });
  return html('label', { class: 'for-scatter' }, label, select);
};
const plotSelect = () => {
  const select = html(
    'select',
    { id: 'plot-kind' },
    html('option', { value: 'scatter' }, 'points'),
    html('option', { value: 'parallel' }, 'parallel coordinates'),
  );
  select.addEventListener('change', () => {
    view.plot = select.value;
    changed({ keepPage: true });
  });
  return html('label', {}, 'Plot', select);
};

const buildPlots = () => {
  byId('plot-controls').append(
    plotSelect(),
    axisSelect('plot-y', 'Upwards', 'y'),
    axisSelect('plot-x', 'Across', 'x'),
  );
  byId('plot-colours').append(inkLegend());
  // In a frame of its own: drawing changes sizes, which the observer would be told of at once.
  new ResizeObserver(() => requestAnimationFrame(() => showPlots(new Set(inView())))).observe(
    byId('plot'),
  );
};
const showPlots = (chosen) => {
  byId('plot-kind').value = view.plot;
  byId('plot-x').value = view.x;
  byId('plot-y').value = view.y;
  for (const label of document.querySelectorAll('.for-scatter'))
    label.hidden = view.plot !== 'scatter';
  const width = Math.round(byId('plot').clientWidth);
  if (width === 0) return;
  const wanted = [view.plot, view.x, view.y, width].join(' ');
  if (wanted !== drawnAs) {
    markPlot = DRAW[view.plot](width);
    drawnAs = wanted;
  }
  markPlot(chosen);
};
