// The list of trials, a page at a time: a thousand rows of twenty columns would be slow.

const MOST_SETTINGS = 6;
const listed = fields.filter(
  (field) => !field.setting || fields.filter((f) => f.setting).indexOf(field) < MOST_SETTINGS,
);
// Of little use on paper, where the list has to fit the width; each trial's own print has them.
const ASIDE = ['attempts', 'weights', 'thresholds', 'parameters', 'data'];
const aside = (field) => (ASIDE.includes(field.key) ? 'aside ' : '');
const heads = new Map();
let wholeList = false;

const sortBy = (field) => {
  view.descending = view.sort === field.key && !view.descending;
  view.sort = field.key;
  changed();
};
const headCell = (field) => {
  const button = html('button', { type: 'button' }, field.title);
  button.addEventListener('click', () => sortBy(field));
  const head = html('th', { scope: 'col', class: aside(field), 'data-column': field.key }, button);
  heads.set(field.key, head);
  return head;
};

const stateMark = (trial) => {
  const state = trial.values.state;
  return html('span', { class: `state state-${state}` }, state);
};
const messageText = (trial) =>
  trial.message === '' ? null : html('span', { class: 'message' }, trial.message);

const cell = (trial, field) => {
  const value = trial.values[field.key];
  if (field.key === 'trial') {
    const link = html(
      'a',
      { href: `#trial=${encodeURIComponent(trial.id)}` },
      write('hash', value),
    );
    return html('th', { scope: 'row', 'data-id': trial.id }, link);
  }
  if (field.key === 'state') return html('td', {}, stateMark(trial), messageText(trial));
  if (field.key === 'activation') {
    return html('td', { class: `ink-${trial.ink}` }, html('i', { class: 'swatch' }), value);
  }
  const text = field.setting && !known(value) ? 'default' : write(field.kind, value);
  if (field.kind === 'hash')
    return html('td', { class: aside(field), title: value }, html('code', {}, text));
  return html('td', { class: aside(field) + (isText(field) ? '' : 'number') }, text);
};
const listRow = (trial) =>
  html('tr', { 'data-state': trial.values.state }, ...listed.map((field) => cell(trial, field)));

const pageCount = (chosen) => Math.max(1, Math.ceil(chosen.length / PAGE_ROWS));
const pageOf = (chosen) => {
  if (wholeList) return chosen;
  view.page = Math.min(view.page, pageCount(chosen));
  return chosen.slice((view.page - 1) * PAGE_ROWS, view.page * PAGE_ROWS);
};

const turnTo = (page) => {
  view.page = page;
  changed({ keepPage: true });
  byId('trials-box').scrollTop = 0;
};
const showPager = (chosen, rows) => {
  const pages = pageCount(chosen);
  byId('pager').hidden = pages === 1 || wholeList;
  byId('page-now').textContent =
    `Rows ${group((view.page - 1) * PAGE_ROWS + 1)}–${group((view.page - 1) * PAGE_ROWS + rows)}, page ${view.page} of ${pages}`;
  byId('page-back').disabled = view.page === 1;
  byId('page-on').disabled = view.page === pages;
};

const buildList = () => {
  byId('trial-table').tHead.append(html('tr', {}, ...listed.map(headCell)));
  byId('page-back').addEventListener('click', () => turnTo(view.page - 1));
  byId('page-on').addEventListener('click', () => turnTo(view.page + 1));
};
const showList = (chosen) => {
  const rows = pageOf(chosen);
  byId('trial-table').tBodies[0].replaceChildren(...rows.map(listRow));
  for (const [key, head] of heads) {
    if (key !== view.sort) head.removeAttribute('aria-sort');
    else head.setAttribute('aria-sort', view.descending ? 'descending' : 'ascending');
  }
  byId('shown').textContent = `${group(chosen.length)} of ${group(trials.length)} trials shown`;
  showPager(chosen, rows.length);
};
