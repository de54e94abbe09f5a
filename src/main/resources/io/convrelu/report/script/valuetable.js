// The values of a chart as text, folded away.

const valueTable = (heads, rows) =>
  html(
    'details',
    {},
    html('summary', {}, 'Values as a table'),
    html(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Values' },
      html(
        'table',
        {},
        html(
          'thead',
          {},
          html('tr', {}, ...heads.map((head) => html('th', { scope: 'col' }, head))),
        ),
        html(
          'tbody',
          {},
          ...rows.map(([first, ...others]) =>
            html(
              'tr',
              {},
              html('th', { scope: 'row' }, first),
              ...others.map((text) => html('td', { class: 'number' }, text)),
            ),
          ),
        ),
      ),
    ),
  );
