import { Composer, LineCounter, type CST, type Document } from 'yaml';
import { HANDWRITTEN_LIMITS, type DocumentLimits } from './document-limits.js';
import { readJson } from './json-document.js';
import type { Path, Problem } from './problem.js';
import { exceedsDepth } from './yaml-depth.js';
import { repeatedKeys } from './yaml-keys.js';
import { DEPTH_MAX, NodeReader } from './yaml-nodes.js';
import { PlaceFinder, type Place } from './yaml-places.js';
import { tokensOf } from './yaml-tokens.js';

const DIRECTIVE = /^%/m;

/** A YAML or JSON file as plain data, knowing where each value stands. */
export interface ReadDocument {
  /** Null, booleans, finite numbers, strings, arrays and plain objects; undefined when the text is no document. */
  readonly value: unknown;
  /** Syntax errors, and values that YAML readers disagree about. */
  readonly problems: readonly Problem[];
  /** True when `value` is worth checking further: the text as a whole could be read. */
  readonly isReadable: boolean;
  /** Where the key of a path stands (for an item of a list, the item itself), else the nearest one above it. */
  placeOf(path: Path): Place;
}

/**
 * Reads one YAML 1.2 document, of which JSON is a part. What different YAML readers take for different values is a
 * problem here, never a guess: `010`, `1_000`, unquoted `no`, duplicate keys, tabs, a second document, tags.
 */
export function readDocument(text: string, limits: DocumentLimits = HANDWRITTEN_LIMITS): ReadDocument {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (body.length > limits.textMax) return unreadable(`longer than ${limits.textMax} characters`);
  const json = readJson(body, { ...limits, depthMax: DEPTH_MAX });
  if (json !== undefined) return { ...json, problems: [], isReadable: true };
  const lines = new LineCounter();
  const tokens = tokensOf(body, lines);
  if (tokens === undefined) return unreadable('more values than are read as YAML; write the file as JSON');
  // Before composing: the YAML library recurses, and some 20,000 nested brackets end the whole process.
  if (exceedsDepth(tokens, DEPTH_MAX)) return unreadable(`nested more than ${DEPTH_MAX} levels deep`);

  const documents = compose(tokens, body.length);
  const [document] = documents;
  if (document === undefined) return unreadable('no document');
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const places = new PlaceFinder(document, placeAt);
  const faults = faultsOf(documents, body, places, placeAt);
  if (faults.length > 0) return { ...unreadable(''), problems: faults };

  const reader = new NodeReader(document, places, limits);
  const value = reader.read(document.contents, [], 0);
  return {
    value,
    problems: reader.problems,
    isReadable: !reader.isOverfull,
    placeOf: (path) => places.placeOf(path),
  };
}

/** The documents of the tokens: the first one is read, a second one is a fault. Keys that repeat are looked for apart. */
function compose(tokens: readonly CST.Token[], length: number): readonly Document[] {
  const composer = new Composer({ prettyErrors: false, schema: 'core', uniqueKeys: false });
  const documents: Document[] = [];
  for (const document of composer.compose(tokens, true, length)) {
    documents.push(document);
    if (documents.length > 1) break;
  }
  return documents;
}

function faultsOf(
  documents: readonly Document[],
  body: string,
  places: PlaceFinder,
  placeAt: (offset: number) => Place,
): Problem[] {
  const [first, second] = documents;
  const told = [...(first?.errors ?? []), ...(first?.warnings ?? [])].map((fault): Problem => {
    return { ...placeAt(fault.pos[0]), path: [], message: FAULTS[fault.code] ?? sentence(fault.message) };
  });
  for (const key of repeatedKeys(first?.contents)) {
    told.push({ ...places.placeOfNode(key), path: [], message: REPEATED_KEY });
  }
  if (second !== undefined)
    told.push({ ...placeAt(second.range?.[0] ?? 0), path: [], message: SECOND_DOCUMENT });
  // A %YAML 1.1 directive would bring the old booleans and octal numbers back.
  const directive = DIRECTIVE.exec(body);
  if (directive !== null)
    told.push({ ...placeAt(directive.index), path: [], message: 'a % directive; remove it' });
  return told;
}

const REPEATED_KEY = 'this key stands here a second time; keep one';
const SECOND_DOCUMENT =
  'a second document starts here; a file holds one: remove the --- line and what follows';

const FAULTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab in the indentation; YAML wants blanks',
  TAG_RESOLVE_FAILED: 'a tag (!…); write the value without it',
};

function sentence(message: string): string {
  return `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

function unreadable(message: string): ReadDocument {
  const start: Place = { line: 1, column: 1 };
  return {
    value: undefined,
    problems: [{ ...start, path: [], message }],
    isReadable: false,
    placeOf: () => start,
  };
}
