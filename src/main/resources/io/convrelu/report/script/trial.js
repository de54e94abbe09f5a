// One trial, on the page's own view of it: #trial=ID

const TILES = [
  'top1',
  'top5',
  'validation',
  'loss',
  'epochs',
  'dead',
  'sparsity',
  'speed',
  'overhead',
  'seconds',
  'attempts',
  'weights',
  'thresholds',
];

const trialName = (trial) =>
  [
    trial.values.activation,
    trial.values.dataset,
    trial.values.network,
    `seed ${trial.values.seed}`,
  ].join(' · ');

const tiles = (trial) => {
  const shown = TILES.map((key) => source.fields.find((field) => field.key === key)).filter(
    (field) => field,
  );
  return html(
    'dl',
    { class: 'tiles' },
    ...shown.map((field) =>
      html(
        'div',
        {},
        html('dt', {}, field.title),
        html('dd', {}, write(field.kind, trial.values[field.key])),
      ),
    ),
  );
};

const layersOf = (trial) => {
  const held = byId(`layers-${trial.at}`);
  return held ? JSON.parse(held.textContent) : null;
};
const leftOut = new Set(source.leftOut.map(textAt));
const noLayers = (trial) =>
  leftOut.has(trial.id)
    ? 'What this trial recorded by layer is left out: the page holds the layers of as many trials as fit into 3 million characters, every configuration’s first seed before any one’s second, and those that did not complete last. Its layers.json holds them; a report of fewer trials shows them.'
    : 'Nothing was recorded by layer: earlier releases did not, nor does a trial that ends before its first epoch.';

const layerFigures = (trial, name) => {
  const layers = layersOf(trial);
  if (!layers) return [html('p', { class: 'soft' }, noLayers(trial))];
  const parts = [];
  if (layers.dead.length > 0 && layers.epochs.length > 0)
    parts.push(deadUnitsFigure(layers.dead, layers.epochs, name));
  const ridges = layers.thresholds.filter((layer) => layer.epochs.length > 0);
  if (ridges.length > 0) {
    parts.push(
      html('h4', {}, 'Thresholds by layer over time'),
      html(
        'p',
        { class: 'soft' },
        'One ridge an epoch, named at its left, the last in front; epoch 0 is the init. Each is as high as its fullest bin. The dashed line is 0, where ReLU’s threshold is.',
      ),
      html(
        'div',
        { class: 'figures small' },
        ...ridges.map((layer) => ridgeFigure(layer, trial.ink, name)),
      ),
    );
  }
  if (ridges.length === 0)
    parts.push(html('p', { class: 'soft' }, 'This network has no thresholds.'));
  return parts;
};

// All layers together after the last epoch, which earlier releases recorded too.
const finalThresholds = (trial, name) => {
  const [low, high, ...counts] = source.thresholds[trial.at];
  if (counts.length === 0) return null;
  const most = Math.max(...counts);
  const heights = counts
    .map((count) => STEPS[Math.round(((STEPS.length - 1) * count) / most)])
    .join('');
  const layer = {
    layer: 'all layers, after the last epoch',
    low,
    high,
    epochs: [trial.values.epochs],
    heights: [heights],
  };
  return html('div', { class: 'figures small' }, ridgeFigure(layer, trial.ink, name));
};

const factGroup = (places, group) =>
  html(
    'div',
    { class: 'facts' },
    html('h4', {}, textAt(source.groups[group])),
    places.length === 0
      ? html('p', { class: 'soft' }, 'Not recorded.')
      : html(
          'dl',
          {},
          ...factsAt(places).flatMap(([name, text]) => [
            html('dt', {}, name),
            html('dd', {}, text),
          ]),
        ),
  );

const curvePart = (trial, name) => {
  const { figures, missing, thinned } = curveFigures(trial, name);
  const notes = [thinned, missing.length > 0 ? `Not recorded: ${missing.join(', ')}.` : ''].filter(
    (text) => text,
  );
  return [
    html('h3', {}, 'Over epochs'),
    figures.length > 0 ? html('div', { class: 'figures' }, ...figures) : null,
    notes.length > 0 ? html('p', { class: 'soft' }, notes.join(' ')) : null,
  ];
};

// What attempts came to, with their traces, stays in the store of the sweep: it can be long.
const ATTEMPT_STATES = ['failed', 'timed-out', 'lost'];
const attemptsOf = (trial) =>
  ATTEMPT_STATES.includes(trial.values.state) || trial.values.attempts > 1
    ? html(
        'p',
        { class: 'none' },
        'How each attempt ended, and the trace of those that failed: ',
        html('code', {}, `trials/${trial.id}/attempts/`),
        ' in the sweep’s output.',
      )
    : null;

const trialContent = (trial) => {
  const name = trialName(trial);
  return [
    html('p', { class: 'trial-state' }, stateMark(trial), ' ', html('code', {}, trial.id)),
    trial.message === '' ? null : html('p', { class: 'cause' }, trial.message),
    attemptsOf(trial),
    tiles(trial),
    ...curvePart(trial, name),
    html('h3', {}, 'By layer'),
    ...layerFigures(trial, name),
    layersOf(trial) ? null : finalThresholds(trial, name),
    html('h3', {}, 'Where it comes from'),
    html('div', { class: 'fact-groups' }, ...source.facts[trial.at].map(factGroup)),
  ];
};

const neighbour = (id, trial, text) => {
  const link = byId(id);
  link.hidden = !trial;
  if (trial) link.setAttribute('href', `#trial=${encodeURIComponent(trial.id)}`);
  if (trial) link.setAttribute('aria-label', `${text} trial of the list: ${trialName(trial)}`);
};

const showTrial = (id) => {
  const trial = trialById.get(id);
  const order = inView();
  const at = order.indexOf(trial);
  byId('trial-title').textContent = trial ? trialName(trial) : 'No such trial';
  byId('trial-content').replaceChildren(
    ...(trial
      ? trialContent(trial).filter((part) => part)
      : [html('p', {}, `This report has no trial ${id}.`)]),
  );
  byId('trial-back').setAttribute('href', address());
  neighbour('trial-before', trial && at > 0 ? order[at - 1] : null, 'Previous');
  neighbour('trial-after', trial && at >= 0 ? order[at + 1] : null, 'Next');
  document.body.classList.add('one-trial');
  byId('trial').hidden = false;
  window.scrollTo(0, 0);
  byId('trial-title').focus({ preventScroll: true });
};
const hideTrial = () => {
  document.body.classList.remove('one-trial');
  byId('trial').hidden = true;
};
