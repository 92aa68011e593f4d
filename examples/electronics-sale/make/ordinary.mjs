// The honest rows: a line-up of goods at 10 to 45 % off what they have been sold for.
import { BATTERIES, BATTERY_MAKERS, LINE_UP, PACKS } from './line-up.mjs';
import { shelfPrice } from './money.mjs';

/**
 * Every ordinary product. `usual` is what it has been sold for lately; `price` is what the sale asks.
 * The row of a product that is not new has a history; see history.mjs.
 */
export function ordinaryProducts(random) {
  return [
    ...LINE_UP.flatMap((line) => goodsOf(line, random)),
    ...BATTERIES.flatMap((line) => packsOf(line, random)),
  ];
}

function goodsOf(line, random) {
  return Array.from({ length: line.count }, (_, index) => {
    const usual = shelfPrice(line.from * (line.to / line.from) ** random.next());
    const name = `${random.pick(line.makers)} ${modelOf(random)} ${random.pick(line.names)}`;
    return product(random, {
      sku: `${line.prefix}-${1001 + index}`,
      name,
      category: line.category,
      team: line.team,
      usual,
      pack: 1,
    });
  });
}

function packsOf(line, random) {
  return BATTERY_MAKERS.flatMap((maker, makerIndex) =>
    PACKS.map(({ pieces, share }, index) =>
      product(random, {
        sku: `${line.prefix}-${1001 + makerIndex * PACKS.length + index}`,
        name: `${maker} ${line.name} ${pieces}입`,
        category: line.category,
        team: '생활팀',
        usual: shelfPrice(line.piece * share * pieces * random.between(0.95, 1.1)),
        pack: pieces,
      }),
    ),
  );
}

function product(random, base) {
  const price = shelfPrice(base.usual * (1 - markdownOf(random)));
  const list = Math.max(base.usual, shelfPrice(base.usual * random.between(1, 1.3)));
  return {
    ...base,
    list,
    price,
    // Suppliers share the cost of a sale: no honest price is below it.
    cost: Math.floor(Math.min(base.usual * random.between(0.6, 0.78), price * 0.94) / 100) * 100,
    stock: random.whole(1, 12) * (base.usual > 300_000 ? 5 : 25),
    isNew: false,
  };
}

/** Six in ten at 10 to 25 %, three in ten up to 35 %, one in ten up to 45 %. */
function markdownOf(random) {
  const roll = random.next();
  if (roll < 0.6) return random.between(0.1, 0.25);
  return roll < 0.9 ? random.between(0.25, 0.35) : random.between(0.36, 0.45);
}

function modelOf(random) {
  const letters = random.pick(['A', 'D', 'K', 'M', 'R', 'S', 'V', 'W']) + random.pick(['', 'L', 'N', 'T']);
  return `${letters}${random.whole(11, 98) * 10}`;
}
