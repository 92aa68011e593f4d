/** Uses of promotions in one order that are looked through in every order: 12 have 479,001,600 orders, in 24,576 steps. */
export const STACKABLE_MAX = 12;

/**
 * Choices looked at for one price, and for how many promotions combine at most; above it a bound is given. An order of
 * twelve uses counts as 512 choices.
 */
export const CHOICE_MAX = 65_536;

/** Promotions of one row that are looked through at all; above it a bound is given. */
export const MEMBER_MAX = 512;

/** Sets that reach the lowest total among which the one of fewest promotions is named. */
export const NAMED_SET_MAX = 16;

/** More than a few dozen double operations lose of the largest number in them. */
export const DOUBLE_ERROR = 1e-12;

/** Largest quantity an order is looked at in. */
export const QUANTITY_LIMIT = 10_000;

/** Promotion sets kept at a time. A catalogue has as many as its promotions cut it into; above this they are made anew. */
export const KEPT_SETS_MAX = 4096;

/** Texts of a catalogue whose class is remembered at a time, a column. */
export const KEPT_TEXTS_MAX = 65_536;

/** Answers kept at a time; a power of two. */
export const KEPT_ANSWERS = 8192;
