export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const BLANK = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const DELETE = 0x7f;
/** Set in every byte of a character that is not ASCII, and in no other. */
export const HIGH_BIT = 0x80;
