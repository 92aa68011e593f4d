import { Lexer, Parser, type CST, type LineCounter } from 'yaml';

/**
 * Most lexemes taken from a text. A short text can hold as many values as characters, each some hundred bytes as a
 * token: without this bound, eight megabytes of `[0,0,…]` end the process for want of memory. Never reached by a text of
 * one megabyte.
 */
const LEXEME_MAX = 2_200_000;

/**
 * The tokens of a YAML text; undefined for a text of more lexemes than are looked at. Works without recursion, on any
 * text.
 */
export function tokensOf(text: string, lines: LineCounter): CST.Token[] | undefined {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let lexemeCount = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemeCount > LEXEME_MAX) return undefined;
    for (const token of parser.next(lexeme)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}
