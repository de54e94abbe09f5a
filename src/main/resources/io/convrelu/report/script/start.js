// Puts the parts to work, and follows the address.

const inView = () => inOrder(trials.filter(matcher()));

const showView = () => {
  const chosen = inView();
  showFilters();
  showList(chosen);
  showPlots(new Set(chosen));
};
// Something in the view was changed by hand.
const changed = ({ keepPage = false } = {}) => {
  if (!keepPage) view.page = 1;
  showView();
  history.replaceState(null, '', address());
};

// An address that people wrote may be no well-formed one.
const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const pageTitle = document.title;
const follow = () => {
  const [target, query] = location.hash.slice(1).split('?');
  if (target.startsWith('trial=')) {
    showTrial(decoded(target.slice('trial='.length)));
    document.title = `${byId('trial-title').textContent} – ${pageTitle}`;
    return;
  }
  const wasOpen = !byId('trial').hidden;
  hideTrial();
  document.title = pageTitle;
  if (target === 'trials' && query !== undefined) readAddress(query);
  showView();
  if (target !== '' && (wasOpen || query !== undefined)) byId(target)?.scrollIntoView();
};

// On paper there are no pages to turn: the whole list, as it is filtered.
const printWhole = (whole) => () => {
  wholeList = whole;
  showList(inView());
};

document.querySelectorAll('svg.lines').forEach(makeReadable);
document.querySelectorAll('.legend button').forEach(bindLegend);
readAddress('');
buildFilters();
buildList();
buildPlots();
for (const part of document.querySelectorAll('[data-scripted]')) part.hidden = false;
window.addEventListener('hashchange', follow);
window.addEventListener('beforeprint', printWhole(true));
window.addEventListener('afterprint', printWhole(false));
follow();
document.documentElement.dataset.ready = 'yes';
