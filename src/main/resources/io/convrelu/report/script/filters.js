// Controls above the list: words, choices, ranges. They show what the view says and change it.

const LABELLED_CHOICES = ['state', 'dataset', 'network', 'activation'];
const nameOf = (value) => (value === '' ? 'default' : value);

const choiceControl = (field) => {
  const counts = new Map();
  for (const trial of trials) {
    const value = trial.values[field.key];
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const select = html(
    'select',
    { id: `choose-${field.key}` },
    html('option', { value: '' }, 'all'),
  );
  for (const [value, count] of counts) {
    select.append(html('option', { value }, `${value} (${group(count)})`));
  }
  select.addEventListener('change', () => {
    if (select.value === '') view.only.delete(field.key);
    else view.only.set(field.key, new Set([select.value]));
    changed();
  });
  return html('label', {}, field.title, select);
};

// A choice of several values, as a brush makes it, has an entry of its own while it holds.
const showChoice = (field) => {
  const select = byId(`choose-${field.key}`);
  const values = [...(view.only.get(field.key) ?? [])];
  select.querySelector('[data-several]')?.remove();
  if (values.length > 1) {
    const text = `${values.length} chosen`;
    select.append(html('option', { value: values.join('|'), 'data-several': true }, text));
  }
  select.value = values.join('|');
};

const endInput = (field, end) => {
  const percent = field.kind === 'percent';
  const range = view.ranges.get(field.key);
  const shown = Number.isFinite(range[end]) ? short(range[end] * (percent ? 100 : 1), 6) : '';
  const input = html('input', {
    inputmode: 'decimal',
    size: 8,
    'aria-label': `${field.title}, ${end === 0 ? 'from' : 'to'}`,
  });
  input.value = shown.replace('\u2212', '-');
  input.addEventListener('change', () => {
    const value = input.value.trim() === '' ? NaN : Number(input.value) / (percent ? 100 : 1);
    range[end] = Number.isNaN(value) ? [-Infinity, Infinity][end] : value;
    changed();
  });
  return input;
};
const removeButton = (title, remove) => {
  const button = html(
    'button',
    { type: 'button', class: 'plain', 'aria-label': `Remove: ${title}` },
    '×',
  );
  button.addEventListener('click', () => {
    remove();
    changed();
    byId('add-range').focus();
  });
  return button;
};
const rangeEntry = (field) =>
  html(
    'li',
    {},
    html('b', {}, field.title),
    endInput(field, 0),
    'to',
    endInput(field, 1),
    field.kind === 'percent' ? '%' : null,
    removeButton(field.title, () => view.ranges.delete(field.key)),
  );
const choiceEntry = (field) =>
  html(
    'li',
    {},
    html('b', {}, field.title),
    [...view.only.get(field.key)].map(nameOf).join(', '),
    removeButton(field.title, () => view.only.delete(field.key)),
  );

const showActive = () => {
  const entries = [...view.ranges.keys()].map((key) => rangeEntry(fieldByKey.get(key)));
  for (const [key, values] of view.only) {
    if (!LABELLED_CHOICES.includes(key) || values.size > 1) {
      entries.push(choiceEntry(fieldByKey.get(key)));
    }
  }
  byId('active').replaceChildren(...entries);
  byId('active').hidden = entries.length === 0;
};

const rangeAdder = () => {
  const select = html('select', { id: 'add-range' }, html('option', { value: '' }, 'choose…'));
  for (const field of numberFields)
    select.append(html('option', { value: field.key }, field.title));
  select.addEventListener('change', () => {
    if (select.value === '') return;
    const field = fieldByKey.get(select.value);
    if (!view.ranges.has(field.key)) view.ranges.set(field.key, [-Infinity, Infinity]);
    select.value = '';
    changed();
    byId('active')
      .querySelector(`[aria-label="${CSS.escape(field.title)}, from"]`)
      ?.focus();
  });
  return html('label', {}, 'Number range', select);
};

const choiceFields = () =>
  categoryFields.filter(
    (field) => LABELLED_CHOICES.includes(field.key) && categoriesOf(field).length > 1,
  );

const buildFilters = () => {
  const filter = byId('filter');
  filter.addEventListener('input', () => {
    view.words = filter.value;
    changed();
  });
  byId('choices').append(...choiceFields().map(choiceControl), rangeAdder());
  byId('reset').addEventListener('click', () => {
    resetFilters();
    changed();
  });
};
const showFilters = () => {
  if (byId('filter').value !== view.words) byId('filter').value = view.words;
  choiceFields().forEach(showChoice);
  showActive();
};
