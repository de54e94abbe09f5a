// Entries of a table's legend switch their line in all of its charts, and show it up under the
// pointer.

const bindLegend = (button) => {
  const figures = byId(button.getAttribute('aria-controls'));
  const mark = (name, wanted) => {
    for (const part of figures.querySelectorAll('[data-series]')) {
      part.classList.toggle(name, wanted(part.dataset.series === button.dataset.series, part));
    }
  };
  const isOn = () => button.getAttribute('aria-pressed') === 'true';
  const light = () => {
    mark('dim', (mine) => !mine && isOn());
    mark('lit', (mine) => mine && isOn());
  };
  const calm = () => {
    mark('dim', () => false);
    mark('lit', () => false);
  };
  button.addEventListener('click', () => {
    button.setAttribute('aria-pressed', String(!isOn()));
    mark('off', (mine, part) => (mine ? !isOn() : part.classList.contains('off')));
  });
  for (const name of ['pointerenter', 'focus']) button.addEventListener(name, light);
  for (const name of ['pointerleave', 'blur', 'click']) button.addEventListener(name, calm);
};
