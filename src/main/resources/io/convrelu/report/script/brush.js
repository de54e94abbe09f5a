// Drawing a rectangle over a plot with mouse or pen. Fingers scroll the page; every choice that a
// brush makes can be made with the controls above as well.

const DRAG_PIXELS = 5;

// inside: [left, top, right, bottom] in the plot's pixels. done(left, top, right, bottom) is called
// with the rectangle, click(x, y) when nothing was drawn.
const bindBrush = (plot, mark, inside, done, click) => {
  let from = null;
  const clamp = ([x, y]) => [
    Math.max(inside[0], Math.min(inside[2], x)),
    Math.max(inside[1], Math.min(inside[3], y)),
  ];
  const box = (to) => [
    Math.min(from[0], to[0]),
    Math.min(from[1], to[1]),
    Math.max(from[0], to[0]),
    Math.max(from[1], to[1]),
  ];
  plot.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    from = clamp(pointerPixel(plot, event));
    capture(plot, event);
  });
  plot.addEventListener('pointermove', (event) => {
    if (!from) return;
    showBox(mark, box(clamp(pointerPixel(plot, event))));
  });
  plot.addEventListener('pointerup', (event) => {
    const to = clamp(pointerPixel(plot, event));
    if (!from) {
      click(...to);
      return;
    }
    const [left, top, right, bottom] = box(to);
    from = null;
    if (Math.max(right - left, bottom - top) < DRAG_PIXELS) click(...to);
    else done(left, top, right, bottom);
  });
  plot.addEventListener('pointercancel', () => {
    from = null;
  });
};

// Moves outside of the plot still belong to the drawing; an event made by a script has no pointer.
const capture = (plot, event) => {
  try {
    plot.setPointerCapture(event.pointerId);
  } catch {
    // Without it the drawing ends at the edge.
  }
};

const showBox = (mark, box) => {
  mark.classList.toggle('on', box !== null);
  if (!box) return;
  mark.setAttribute('x', box[0]);
  mark.setAttribute('y', box[1]);
  mark.setAttribute('width', Math.max(1, box[2] - box[0]));
  mark.setAttribute('height', Math.max(1, box[3] - box[1]));
};
