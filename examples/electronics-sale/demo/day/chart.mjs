// Inline SVG: minutes across, orders up for the guarded shop and down for the other one. No script, no network.

const WIDTH = 960;
const HALF = 150;
const LEFT = 44;
const TOP = 34;

/** Orders of one minute in three piles: taken, refused for their price, refused for another reason; and those at the wrong price. */
export function minutesOf(orders, { startsAt, minutes, entries }) {
  const piles = Array.from({ length: minutes }, () => ({
    taken: 0,
    wrong: 0,
    priceRefused: 0,
    otherRefused: 0,
  }));
  for (const { at, state, reason, sku, unitPriceMinor } of orders) {
    const pile = piles[Math.min(minutes - 1, Math.floor((at - startsAt) / 60_000))];
    if (state === 'refused')
      pile[reason === 'unapproved-price' || reason === 'below-floor' ? 'priceRefused' : 'otherRefused'] += 1;
    else if (unitPriceMinor === entries.get(sku).priceMinor) pile.taken += 1;
    else pile.wrong += 1;
  }
  return piles;
}

/** Both shops on one time axis. `marks` are moments with a word. */
export function chart({ guarded, naive, minutes, marks, words }) {
  const most = Math.max(...[...guarded, ...naive].map(totalOf));
  // The stampede would flatten everything else: a square root keeps both readable, and the axis says so.
  const heightOf = (count) => (HALF * Math.sqrt(count)) / Math.sqrt(most);
  const step = (WIDTH - LEFT) / minutes;
  const axis = TOP + HALF;
  const bars = [
    ...guarded.flatMap((pile, minute) => barOf(pile, { minute, step, axis, heightOf, direction: -1 })),
    ...naive.flatMap((pile, minute) => barOf(pile, { minute, step, axis, heightOf, direction: 1 })),
  ];
  const height = TOP + 2 * HALF + 26;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${words.chart}">`,
    ...bars,
    `<line x1="${LEFT}" y1="${axis}" x2="${WIDTH}" y2="${axis}" class="axis"/>`,
    `<text x="${LEFT + 2 * step}" y="${TOP + 10}" class="side">${words.withGuard}</text>`,
    `<text x="${LEFT + 2 * step}" y="${TOP + 2 * HALF - 4}" class="side">${words.withCounter}</text>`,
    ...Array.from({ length: Math.floor(minutes / 10) + 1 }, (_, index) => index * 10).map(
      (minute) =>
        `<text x="${LEFT + minute * step}" y="${height - 4}" class="tick">00:${String(minute).padStart(2, '0')}</text>`,
    ),
    ...marks.map(({ minute, word }, index) => {
      const x = LEFT + minute * step;
      return `<line x1="${x}" y1="${TOP - 6}" x2="${x}" y2="${TOP + 2 * HALF}" class="mark"/><text x="${x + 3}" y="${12 + (index % 2) * 14}" class="word">${word}</text>`;
    }),
    '</svg>',
  ].join('\n');
}

function totalOf({ taken, wrong, priceRefused, otherRefused }) {
  return taken + wrong + priceRefused + otherRefused;
}

function barOf(pile, { minute, step, axis, heightOf, direction }) {
  let below = 0;
  return ['taken', 'wrong', 'priceRefused', 'otherRefused'].flatMap((kind) => {
    const count = pile[kind];
    if (count === 0) return [];
    const from = heightOf(below);
    const height = heightOf(below + count) - from;
    below += count;
    const y = direction < 0 ? axis - from - height : axis + from;
    const x = LEFT + minute * step + 1;
    return [
      `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(step - 2).toFixed(1)}" height="${height.toFixed(1)}" class="${kind}"><title>${count}</title></rect>`,
    ];
  });
}
