/** The level a price stands at is this wide: repricers move a price by a little every day, and it is still the same price. */
export const LEVEL_WIDTH_BPS = 1000;
