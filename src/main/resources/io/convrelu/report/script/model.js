// The trials as the page was given them, and what each has a value of.

const source = JSON.parse(byId('trial-data').textContent);
const textAt = (place) => source.texts[place];
const isText = (field) => field.kind === 'text' || field.kind === 'hash';

// Names and texts of facts, which are given by their places.
const factsAt = (places) =>
  places.map((at) => [textAt(source.pairs[2 * at]), textAt(source.pairs[2 * at + 1])]);
const SETTINGS_GIVEN = 0;
const settingsOf = (at) => factsAt(source.facts[at][SETTINGS_GIVEN]);

const trialAt = (at) => {
  const values = {};
  for (const field of source.fields) {
    const value = source.values[field.key][at];
    values[field.key] = isText(field) ? textAt(value) : value;
  }
  const settings = settingsOf(at);
  const message = textAt(source.messages[at]);
  for (const [key, value] of settings) values[key] = value;
  const words = Object.values(values).concat(
    message,
    settings.map((pair) => pair.join('=')),
  );
  return {
    at,
    id: values.trial,
    ink: textAt(source.inks[at]),
    message,
    values,
    words: words.join(' ').toLowerCase(),
  };
};
const trials = source.inks.map((ink, at) => trialAt(at));
const trialById = new Map(trials.map((trial) => [trial.id, trial]));

// Settings that tell trials apart, other than those that have a column of their own.
const NAMED_SETTINGS = [
  'train.seed',
  'activation.name',
  'activation.strategy',
  'activation.threshold-init',
  'network.name',
];
const NUMERIC = /^-?\d+(\.\d+)?(e-?\d+)?$/i;

const settingFields = () => {
  const keys = new Set(trials.flatMap((trial) => settingsOf(trial.at).map((pair) => pair[0])));
  return [...keys]
    .filter((key) => !NAMED_SETTINGS.includes(key))
    .sort()
    .map((key) => ({ key, values: trials.map((trial) => trial.values[key]) }))
    .filter(({ values }) => new Set(values).size > 1)
    .map(({ key, values }) => {
      const given = values.filter(known);
      const numeric = given.every((value) => NUMERIC.test(value));
      return { key, title: key, kind: numeric ? 'setting' : 'text', setting: true };
    });
};

const hasValue = (field) => trials.some((trial) => known(trial.values[field.key]));
const fields = source.fields.concat(settingFields()).filter(hasValue);
const fieldByKey = new Map(fields.map((field) => [field.key, field]));
const numberFields = fields.filter((field) => !isText(field));
// What can stand on an axis or be chosen from: few enough values to name them.
const MOST_CATEGORIES = 24;
const categoryOrder = source.activations.map(textAt);
const categoriesOf = (field) =>
  [...new Set(trials.map((trial) => trial.values[field.key] ?? ''))].sort(
    (a, b) => categoryOrder.indexOf(a) - categoryOrder.indexOf(b),
  );
const categoryFields = fields.filter(
  (field) => field.kind === 'text' && categoriesOf(field).length <= MOST_CATEGORIES,
);

const numberOf = (trial, field) => {
  const value = trial.values[field.key];
  return known(value) ? Number(value) : NaN;
};
