// What the list and the plots show, kept in the address so that a view can be linked:
// #trials?filter=WORDS&state=completed&activation=ReLU&top1=0.5..0.7&sort=top1&order=desc&x=…&y=…

const PLOTS = ['scatter', 'parallel'];
const PAGE_ROWS = 50;

const axisKeys = () => [...categoryFields, ...numberFields].map((field) => field.key);
const orElse = (value, allowed, other) => (allowed.includes(value) ? value : other);

const view = {};
const resetFilters = () =>
  Object.assign(view, { words: '', only: new Map(), ranges: new Map(), page: 1 });

const rangeIn = (text) => {
  const ends = text.split('..');
  if (ends.length !== 2) return null;
  const [low, high] = ends.map((end, i) => (end === '' ? [-Infinity, Infinity][i] : Number(end)));
  return Number.isNaN(low) || Number.isNaN(high) ? null : [low, high];
};
const rangeText = ([low, high]) =>
  [low, high].map((end) => (Number.isFinite(end) ? Number(end.toPrecision(6)) : '')).join('..');

const readFilters = (wish) => {
  resetFilters();
  view.words = wish.get('filter') ?? '';
  for (const field of fields) {
    const given = wish.getAll(field.key).filter((value) => value !== '');
    if (given.length === 0) continue;
    const range = isText(field) ? null : rangeIn(given[0]);
    if (range) view.ranges.set(field.key, range);
    if (isText(field)) view.only.set(field.key, new Set(given));
  }
};
const readAddress = (query) => {
  const wish = new URLSearchParams(query);
  readFilters(wish);
  view.sort = orElse(wish.get('sort'), [...fieldByKey.keys()], '');
  view.descending = wish.get('order') === 'desc';
  view.page = Math.max(1, Number.parseInt(wish.get('page') ?? '1', 10) || 1);
  view.plot = orElse(wish.get('plot'), PLOTS, PLOTS[0]);
  view.x = orElse(wish.get('x'), axisKeys(), 'activation');
  view.y = orElse(wish.get('y'), axisKeys(), fieldByKey.has('top1') ? 'top1' : 'epochs');
};

const address = () => {
  const out = new URLSearchParams();
  if (view.words) out.set('filter', view.words);
  for (const [key, values] of view.only) values.forEach((value) => out.append(key, value));
  for (const [key, range] of view.ranges) out.set(key, rangeText(range));
  if (view.sort) out.set('sort', view.sort);
  if (view.sort && view.descending) out.set('order', 'desc');
  if (view.page > 1) out.set('page', view.page);
  if (view.plot !== PLOTS[0]) out.set('plot', view.plot);
  if (view.x !== 'activation') out.set('x', view.x);
  if (view.y !== 'top1') out.set('y', view.y);
  const query = out.toString();
  return query ? `#trials?${query}` : '#trials';
};

const matcher = () => {
  const words = view.words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word);
  const only = [...view.only];
  const ranges = [...view.ranges].map(([key, ends]) => [fieldByKey.get(key), ends]);
  return (trial) =>
    words.every((word) => trial.words.includes(word)) &&
    only.every(([key, values]) => values.has(trial.values[key] ?? '')) &&
    ranges.every(([field, [low, high]]) => {
      const value = numberOf(trial, field);
      return value >= low && value <= high;
    });
};

// What has no value comes last in either order.
const inOrder = (chosen) => {
  const field = fieldByKey.get(view.sort);
  if (!field) return chosen;
  const key = (trial) => (isText(field) ? (trial.values[field.key] ?? '') : numberOf(trial, field));
  const missing = (value) => value === '' || Number.isNaN(value);
  return [...chosen].sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    if (missing(one) || missing(other)) return missing(one) - missing(other);
    const order = one < other ? -1 : one > other ? 1 : 0;
    return view.descending ? -order : order;
  });
};
