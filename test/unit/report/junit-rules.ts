/** One element of an XML document, read strictly. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside it. */
  readonly text: string;
}

/** Characters XML 1.0 allows; everything else makes the document ill-formed, however it is written. */
const LEGAL = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const TOKEN = /<(\/?)([A-Za-z][A-Za-z0-9-]*)((?: [A-Za-z]+="[^"<]*")*)>|([^<]+)/y;

/**
 * Reads a document of elements, attributes and text, without comments, CDATA or entities of its own.
 *
 * @throws Error for anything that is not well-formed.
 */
export function readXml(text: string): XmlElement {
  if (!LEGAL.test(text)) throw new Error('the document holds a character XML 1.0 does not allow');
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!text.startsWith(head)) throw new Error('the document does not say what it is');
  const stack: OpenElement[] = [{ name: '', attributes: {}, children: [], text: '' }];
  TOKEN.lastIndex = head.length;
  for (let at = head.length; at < text.length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(text);
    if (token === null) throw new Error(`not well-formed at ${text.slice(at, at + 60)}`);
    take(token, stack);
  }
  const [root] = stack[0]?.children ?? [];
  if (stack.length !== 1 || root === undefined || stack[0]?.children.length !== 1)
    throw new Error('the document has no single root');
  return root;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

function take([, slash, name = '', attributes = '', text]: RegExpExecArray, stack: OpenElement[]): void {
  const parent = stack.at(-1);
  if (parent === undefined) throw new Error('an end tag too many');
  if (text !== undefined) {
    parent.text += unescaped(text);
  } else if (slash === '/') {
    if (parent.name !== name) throw new Error(`</${name}> ends <${parent.name}>`);
    stack.pop();
  } else {
    const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
    parent.children.push(element);
    stack.push(element);
  }
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/ ([A-Za-z]+)="([^"]*)"/g)) {
    if (name in found) throw new Error(`attribute ${name} stands twice`);
    // A reader makes blanks of line ends in an attribute that are not escaped.
    found[name] = unescaped(value.replace(/[\t\n\r]/g, ' '));
  }
  return found;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const number = /^#(\d+)$/.exec(name)?.[1];
    const character = number === undefined ? ENTITIES[name] : String.fromCodePoint(Number(number));
    if (character === undefined || !LEGAL.test(character) || !whole.endsWith(';'))
      throw new Error(`${whole} is no reference XML knows`);
    return character;
  });
}

interface ElementRule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Names of the elements inside, in their order. */
  readonly children: readonly string[];
}

/** What both schemas Jenkins publishes (`junit-4.xsd`, `junit-10.xsd`) allow; what one of them requires is required. */
const ELEMENTS: Readonly<Record<string, ElementRule>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['skipped', 'time', 'timestamp', 'hostname', 'id', 'package'],
    children: ['properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['classname', 'time'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { required: [], optional: ['type', 'message'], children: [] },
  error: { required: [], optional: ['type', 'message'], children: [] },
  // `junit-4.xsd` makes a bare string of it.
  skipped: { required: [], optional: [], children: [] },
  'system-out': { required: [], optional: [], children: [] },
  'system-err': { required: [], optional: [], children: [] },
};

/** Only these hold text beside elements. */
const TEXTS: readonly string[] = ['failure', 'error', 'skipped', 'system-out', 'system-err'];
/** `SUREFIRE_TIME` of `junit-10.xsd`. */
const TIME = /^(?:(?:\d{0,3},)*\d{3}|\d{0,3})*(?:\.\d*)?$/;

/** Every breach of the schemas, and of what every reader takes for granted: counts that agree with what they count. */
export function junitBreaches(root: XmlElement): readonly string[] {
  const own = root.name === 'testsuites' ? [] : [`the root is ${root.name}`];
  return [...own, ...elementBreaches(root), ...countBreaches(root)];
}

function elementBreaches(element: XmlElement): readonly string[] {
  const rule = ELEMENTS[element.name];
  if (rule === undefined) return [`there is no element ${element.name}`];
  const names = Object.keys(element.attributes);
  const order = element.children.map(({ name }) => rule.children.indexOf(name));
  const time = element.attributes['time'];
  return [
    ...rule.required.filter((name) => !names.includes(name)).map((name) => `${element.name} lacks ${name}`),
    ...names
      .filter((name) => ![...rule.required, ...rule.optional].includes(name))
      .map((name) => `${element.name} has an attribute ${name}`),
    ...(order.includes(-1) ? [`${element.name} holds an element it may not`] : []),
    ...(order.some((place, index) => place < (order[index - 1] ?? 0))
      ? [`${element.name} is out of order`]
      : []),
    ...(time === undefined || TIME.test(time) ? [] : [`${time} is no time`]),
    ...(TEXTS.includes(element.name) || element.text.trim() === '' ? [] : [`${element.name} holds text`]),
    ...element.children.flatMap(elementBreaches),
  ];
}

function countBreaches(root: XmlElement): readonly string[] {
  const suites = root.children.flatMap((suite) => countsWrong(suite, suite.children));
  const names = root.children.flatMap((suite) =>
    suite.children.map(({ attributes }) => `${attributes['classname'] ?? ''}.${attributes['name'] ?? ''}`),
  );
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...suites,
    ...countsWrong(
      root,
      root.children.flatMap((suite) => suite.children),
    ),
    ...twice.map((name) => `two cases are called ${name}`),
  ];
}

function countsWrong({ name, attributes }: XmlElement, cases: readonly XmlElement[]): readonly string[] {
  const having = (child: string): number =>
    cases.filter(({ children }) => children.some((element) => element.name === child)).length;
  const counts = {
    tests: cases.length,
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
  };
  return Object.entries(counts)
    .filter(([count, found]) => attributes[count] !== undefined && attributes[count] !== String(found))
    .map(
      ([count, found]) =>
        `${name} ${attributes['name'] ?? ''} says ${count} ${attributes[count] ?? ''}, not ${found}`,
    );
}
