'use strict';
(() => {
  // Values under the pointer, or under the crosshair that the arrow keys move.
  const axis = (text) => {
    const [low, high, start, end] = text.split(' ').map(Number);
    return {
      pixel: (value) => start + ((value - low) / (high - low)) * (end - start),
      value: (pixel) => low + ((pixel - start) / (end - start)) * (high - low),
    };
  };
  const points = (group) =>
    group.dataset.values.split(' ').map((point) => point.split(',').map(Number));

  for (const chart of document.querySelectorAll('svg.lines')) {
    const x = axis(chart.dataset.x);
    const unit = chart.dataset.unit;
    const crosshair = chart.querySelector('.crosshair');
    const lines = [...chart.querySelectorAll('g.series')].map((group) => ({
      group,
      points: points(group),
    }));
    const epochs = [...new Set(lines.flatMap((line) => line.points.map((p) => p[0])))].sort(
      (a, b) => a - b,
    );
    const reading = document.createElement('div');
    reading.className = 'reading';
    reading.setAttribute('role', 'status');
    reading.hidden = true;
    chart.parentElement.append(reading);
    let at = -1;

    const entry = (line, epoch) => {
      const point = line.points.find((p) => p[0] === epoch);
      if (!point || line.group.classList.contains('off')) return null;
      const row = document.createElement('div');
      row.className = [...line.group.classList].filter((c) => c.startsWith('ink-')).join(' ');
      const name = document.createElement('span');
      name.textContent = line.group.dataset.label;
      const digits = unit ? 2 : 3;
      const value = document.createElement('span');
      value.textContent =
        point[1].toFixed(digits) +
        unit +
        (point[3] > point[2] ? ` (${point[2].toFixed(digits)}–${point[3].toFixed(digits)})` : '');
      row.append(name, value);
      return { row, mean: point[1] };
    };
    const show = (index) => {
      at = Math.max(0, Math.min(epochs.length - 1, index));
      const pixel = x.pixel(epochs[at]);
      crosshair.setAttribute('x1', pixel);
      crosshair.setAttribute('x2', pixel);
      crosshair.classList.add('on');
      const title = document.createElement('b');
      title.textContent = `epoch ${epochs[at]}`;
      const rows = lines
        .map((line) => entry(line, epochs[at]))
        .filter((row) => row)
        .sort((a, b) => b.mean - a.mean);
      reading.replaceChildren(title, ...rows.map((row) => row.row));
      reading.hidden = false;
      const box = chart.viewBox.baseVal;
      const place = (pixel / box.width) * chart.clientWidth;
      const left = place > chart.clientWidth / 2 ? place - reading.offsetWidth - 14 : place + 14;
      reading.style.left = `${Math.max(0, Math.min(chart.clientWidth - reading.offsetWidth, left))}px`;
    };
    const hide = () => {
      crosshair.classList.remove('on');
      reading.hidden = true;
    };
    chart.addEventListener('pointermove', (event) => {
      const matrix = chart.getScreenCTM();
      const value = x.value((event.clientX - matrix.e) / matrix.a);
      let nearest = 0;
      epochs.forEach((epoch, i) => {
        if (Math.abs(epoch - value) < Math.abs(epochs[nearest] - value)) nearest = i;
      });
      show(nearest);
    });
    chart.addEventListener('pointerleave', hide);
    chart.addEventListener('blur', hide);
    chart.addEventListener('keydown', (event) => {
      const to = {
        ArrowRight: at + 1,
        ArrowLeft: at - 1,
        Home: 0,
        End: epochs.length - 1,
      }[event.key];
      if (event.key === 'Escape') hide();
      if (to === undefined) return;
      event.preventDefault();
      show(to);
    });
  }

  // Legend entries switch their line in all charts of the table, and show it up under the pointer.
  for (const button of document.querySelectorAll('.legend button')) {
    const figures = document.getElementById(button.getAttribute('aria-controls'));
    const mark = (name, wanted) => {
      for (const part of figures.querySelectorAll('[data-series]')) {
        part.classList.toggle(name, wanted(part.dataset.series === button.dataset.series, part));
      }
    };
    const isOn = () => button.getAttribute('aria-pressed') === 'true';
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(!isOn()));
      mark('off', (mine, part) => (mine ? !isOn() : part.classList.contains('off')));
    });
    for (const name of ['pointerenter', 'focus']) {
      button.addEventListener(name, () => {
        mark('dim', (mine) => !mine && isOn());
        mark('lit', (mine) => mine && isOn());
      });
    }
    for (const name of ['pointerleave', 'blur', 'click']) {
      button.addEventListener(name, () => {
        mark('dim', () => false);
        mark('lit', () => false);
      });
    }
  }

  // The table of trials: sorted and filtered here, and from the address:
  // #trials?filter=WORDS&state=STATE&sort=COLUMN&order=desc
  const table = document.getElementById('trial-table');
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const filter = document.getElementById('filter');
  const state = document.getElementById('state');
  const shown = document.getElementById('shown');
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  const select = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter((word) => word);
    let count = 0;
    for (const row of rows) {
      const keep =
        (state.value === '' || row.dataset.state === state.value) &&
        words.every((word) => texts.get(row).includes(word));
      row.hidden = !keep;
      count += keep ? 1 : 0;
    }
    shown.textContent = `${count} of ${rows.length} trials shown`;
  };
  const sort = (head, descending) => {
    const column = heads.indexOf(head);
    const numeric = head.dataset.kind === 'number';
    const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
    rows.sort((a, b) => {
      const [one, other] = [key(a), key(b)];
      // What has no value comes last in either order.
      if (one === '' || other === '') return (one === '') - (other === '');
      const order = numeric ? Number(one) - Number(other) : one < other ? -1 : one > other ? 1 : 0;
      return descending ? -order : order;
    });
    body.append(...rows);
    for (const other of heads) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  };
  for (const head of heads) {
    head.querySelector('button').addEventListener('click', () => {
      sort(head, head.getAttribute('aria-sort') === 'ascending');
    });
  }
  const follow = () => {
    const [target, query] = location.hash.slice(1).split('?');
    if (target !== 'trials' || query === undefined) return;
    const wish = new URLSearchParams(query);
    filter.value = wish.get('filter') ?? '';
    state.value = wish.get('state') ?? '';
    const head = heads.find((candidate) => candidate.dataset.column === wish.get('sort'));
    if (head) sort(head, wish.get('order') === 'desc');
    select();
    document.getElementById('trials').scrollIntoView();
  };
  filter.addEventListener('input', select);
  state.addEventListener('change', select);
  window.addEventListener('hashchange', follow);
  document.querySelector('.controls').hidden = false;
  select();
  follow();
  document.documentElement.dataset.ready = 'yes';
})();
