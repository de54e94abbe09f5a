// Charts of lines over epochs: values under the pointer, or under the crosshair that the arrow keys
// move.

const lineAxis = (text) => {
  const [low, high, start, end] = text.split(' ').map(Number);
  return {
    pixel: (value) => start + ((value - low) / (high - low)) * (end - start),
    value: (pixel) => low + ((pixel - start) / (end - start)) * (high - low),
  };
};

const linesOf = (chart) =>
  [...chart.querySelectorAll('g.series')].map((part) => ({
    part,
    points: part.dataset.values.split(' ').map((point) => point.split(',').map(Number)),
  }));

// A box over a chart that says in words what is pointed at.
const readingBox = (chart) => {
  const box = html('div', { class: 'reading', role: 'status', hidden: true });
  chart.parentElement.append(box);
  return box;
};

// Beside the pixel that is spoken of, on the side with more room, inside the chart.
const placeReading = (box, chart, pixel) => {
  const place = (pixel / chart.viewBox.baseVal.width) * chart.clientWidth;
  const left = place > chart.clientWidth / 2 ? place - box.offsetWidth - 14 : place + 14;
  box.style.left = `${Math.max(0, Math.min(chart.clientWidth - box.offsetWidth, left))}px`;
};

const pointerPixel = (chart, event) => {
  const matrix = chart.getScreenCTM();
  return [(event.clientX - matrix.e) / matrix.a, (event.clientY - matrix.f) / matrix.d];
};

const lineEntry = (line, epoch, unit) => {
  const point = line.points.find((p) => p[0] === epoch);
  if (!point || line.part.classList.contains('off')) return null;
  const say = (value) => (unit ? value.toFixed(2) : short(value)) + unit;
  const range = point[3] > point[2] ? ` (${say(point[2])}–${say(point[3])})` : '';
  const ink = [...line.part.classList].filter((name) => name.startsWith('ink-')).join(' ');
  const row = html(
    'div',
    { class: ink },
    html('span', {}, line.part.dataset.label),
    html('span', {}, say(point[1]) + range),
  );
  return { row, mean: point[1] };
};

const makeReadable = (chart) => {
  const x = lineAxis(chart.dataset.x);
  const crosshair = chart.querySelector('.crosshair');
  const lines = linesOf(chart);
  const epochs = [...new Set(lines.flatMap((line) => line.points.map((p) => p[0])))].sort(
    (a, b) => a - b,
  );
  const reading = readingBox(chart);
  let at = -1;

  const show = (index) => {
    at = Math.max(0, Math.min(epochs.length - 1, index));
    const pixel = x.pixel(epochs[at]);
    crosshair.setAttribute('x1', pixel);
    crosshair.setAttribute('x2', pixel);
    crosshair.classList.add('on');
    const rows = lines
      .map((line) => lineEntry(line, epochs[at], chart.dataset.unit))
      .filter((row) => row)
      .sort((a, b) => b.mean - a.mean);
    reading.replaceChildren(html('b', {}, `epoch ${epochs[at]}`), ...rows.map((row) => row.row));
    reading.hidden = false;
    placeReading(reading, chart, pixel);
  };
  const hide = () => {
    crosshair.classList.remove('on');
    reading.hidden = true;
  };
  const nearest = (value) =>
    epochs.reduce(
      (best, epoch, i) => (Math.abs(epoch - value) < Math.abs(epochs[best] - value) ? i : best),
      0,
    );
  chart.addEventListener('pointermove', (event) =>
    show(nearest(x.value(pointerPixel(chart, event)[0]))),
  );
  chart.addEventListener('pointerleave', hide);
  chart.addEventListener('blur', hide);
  chart.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: epochs.length - 1 }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    show(to);
  });
};
