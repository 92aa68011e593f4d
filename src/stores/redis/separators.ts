/**
 * What stands between the parts of a text that a script and its client share: US between fields, RS between members of a list, GS
 * between entries, FS inside an entry. No text that enters may hold a control character.
 */
export const US = '\x1f';
export const RS = '\x1e';
export const GS = '\x1d';
export const FS = '\x1c';
