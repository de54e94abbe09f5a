// Elements, numbers and small things that all parts of the page use.

const NONE = '–';
const SVG = 'http://www.w3.org/2000/svg';

const byId = (id) => document.getElementById(id);

const furnish = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
};
const html = (tag, attributes = {}, ...children) =>
  furnish(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) =>
  furnish(document.createElementNS(SVG, tag), attributes, children);

const known = (value) => value !== null && value !== undefined && value !== '';
const group = (value, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const short = (value, digits = 4) =>
  String(Number(value.toPrecision(digits))).replace('-', '\u2212');

// Each kind of value as people read it.
const WRITE = {
  count: (value) => group(Number(value)),
  number: (value) => String(value),
  percent: (value) => `${group(100 * value, 2)}%`,
  tenths: (value) => group(value, 1),
  decimal: (value) => group(value, 4),
  setting: (value) => String(value),
  hash: (value) => (value.length > 12 ? `${value.slice(0, 12)}…` : value),
  text: (value) => value,
};
const write = (kind, value) => (known(value) ? WRITE[kind](value) : NONE);

// Multiples of 1, 2 or 5 times a power of ten that lie around a range, or within it.
const roundStep = (raw) => {
  const power = 10 ** Math.floor(Math.log10(Math.max(raw, 1e-12)));
  const digit = raw / power;
  return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
};
const multiples = (first, last, step) => {
  const values = [];
  for (let i = first; i <= last; i += 1) values.push(Number((i * step).toPrecision(12)));
  return values;
};
const ticksAround = (low, high, intervals) => {
  const margin = high > low ? 0 : Math.max(Math.abs(low) * 0.1, 0.01);
  const step = roundStep((high - low + 2 * margin) / intervals);
  const first = Math.floor((low - margin) / step + 1e-9);
  const last = Math.ceil((high + margin) / step - 1e-9);
  return multiples(first, last, step);
};
const ticksWithin = (low, high, intervals, least = 0) => {
  const step = Math.max(least, roundStep((high - low) / intervals));
  return multiples(Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9), step);
};
