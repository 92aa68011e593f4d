import { mayStateAmount } from './title-scan.js';

/** What a unit measures. */
export type UnitDimension = 'mass' | 'volume' | 'piece';

/** A unit of content: `factor` of the dimension's base (gram, millilitre, piece). */
export interface UnitMeaning {
  readonly dimension: UnitDimension;
  readonly factor: number;
}

/** A content as a title states it, such as `500 g`. */
export interface ContentToken {
  /** As written, `4,500g`. */
  readonly text: string;
  readonly value: number;
  readonly dimension: UnitDimension;
  /** Amount in the dimension's base unit. */
  readonly amount: number;
}

/** Units and packs a title states. */
export interface TitleTokens {
  /** Numbers of sold pieces: `118개`, `x118`, `24 pack`, `12입`. */
  readonly packs: readonly number[];
  /** Numbers that count pieces inside or outside a pack, one cannot tell which: `100매`, `30롤`, `60 tablets`. */
  readonly pieces: readonly number[];
  readonly contents: readonly ContentToken[];
}

/** Longest title looked at: longer ones are keyword lists, and every pattern below stays cheap. */
const TITLE_LENGTH_MAX = 300;
/** More tokens than this and the title lists variants rather than stating one amount. */
const TOKEN_COUNT_MAX = 8;

const mass = (factor: number): UnitMeaning => ({ dimension: 'mass', factor });
const volume = (factor: number): UnitMeaning => ({ dimension: 'volume', factor });
const PIECE: UnitMeaning = { dimension: 'piece', factor: 1 };

/** 斤 is 500 g on the mainland market, the one of the incident. 근 is left out: 600 g for meat, 400 g for vegetables. */
const CONTENT_UNITS: ReadonlyMap<string, UnitMeaning> = new Map([
  ['mg', mass(0.001)],
  ['밀리그램', mass(0.001)],
  ['g', mass(1)],
  ['그램', mass(1)],
  ['克', mass(1)],
  ['kg', mass(1000)],
  ['kgs', mass(1000)],
  ['킬로그램', mass(1000)],
  ['킬로', mass(1000)],
  ['公斤', mass(1000)],
  ['千克', mass(1000)],
  ['jin', mass(500)],
  ['斤', mass(500)],
  ['oz', mass(28.349523125)],
  ['lb', mass(453.59237)],
  ['lbs', mass(453.59237)],
  ['ml', volume(1)],
  ['cc', volume(1)],
  ['밀리리터', volume(1)],
  ['毫升', volume(1)],
  ['cl', volume(10)],
  ['dl', volume(100)],
  ['l', volume(1000)],
  ['리터', volume(1000)],
  ['升', volume(1000)],
]);

const PACK_UNITS: ReadonlySet<string> = new Set(
  '개입 개들이 개세트 개 입 팩 캔 병 박스 상자 세트 묶음 봉 p pk pack packs pcs pc pieces ea ct count cans bottles set sets 个 個 包 盒 瓶 罐 袋 箱'.split(
    ' ',
  ),
);
const PIECE_UNITS: ReadonlySet<string> = new Set(
  '매 장 정 캡슐 포 롤 권 켤레 sheets tablets capsules rolls pairs 片 枚'.split(' '),
);

/** Heights of screens, `1080p` and the like, are no packs. */
const SCREEN_HEIGHTS: ReadonlySet<number> = new Set([144, 240, 360, 480, 540, 720, 1080, 1440, 2160]);

// One number is at most eleven characters and no quantifier stands inside another, so every pattern is linear.
const LATIN =
  /(?:(?<![A-Za-z0-9.,-])|(?<=[0-9] ?[x×*]))([0-9][0-9.,]{0,10})[ -]?(kgs|kg|mg|ml|cl|dl|cc|lbs|lb|oz|jin|g|l|pieces|pcs|pc|packs|pack|pk|ea|count|ct|cans|bottles|sets|set|sheets|tablets|capsules|rolls|pairs|p)(?=[x×*] ?[0-9]|[^A-Za-z0-9]|$)/gi;
const KOREAN =
  /(?<![A-Za-z0-9.,-])([0-9][0-9.,]{0,10}) ?(개입|개들이|개세트|개(?![월년국점소층])|입|팩|캔|병|박스|상자|세트|묶음|봉|매(?!장)|장(?!비)|정(?!도)|캡슐|포(?!인트)|롤|권|켤레|밀리그램|킬로그램|킬로|그램|밀리리터|리터)/g;
const CHINESE =
  /(?<![A-Za-z0-9.,-])([0-9][0-9.,]{0,10}) ?(公斤|千克|斤|克|毫升|升|个|個|包|盒|瓶|罐|袋|箱|片|枚)/g;
/** `500ml x 20`, `12입*4`. */
const TIMES_AFTER_UNIT =
  /(?<=[0-9] ?)(?:kg|g|ml|l|개|매|팩|입|병|캔|롤) ?[xX×*] ?([0-9]{1,4})(?![0-9.,A-Za-z])/gi;
/** `컵 x118`, `물티슈 × 10`; a capital X is rather a model name. */
const TIMES_AFTER_WORD = /(?<=[)\]가-힣]|[^0-9] )(?:x|[×*]) ?([0-9]{1,4})(?![0-9.,A-Za-z]| ?[x×*])/g;
/** `6 x 330ml`. */
const TIMES_BEFORE_CONTENT =
  /(?<![A-Za-z0-9.,-])([0-9]{1,4}) ?[xX×*] ?[0-9][0-9.,]{0,10} ?(?:kg|mg|ml|g|l)(?![A-Za-z0-9])/gi;
/** `pack of 12`. */
const PACK_OF = /(?<![A-Za-z])(?:pack|set|box|case) of ([0-9]{1,4})(?![0-9.,A-Za-z])/gi;
/** Reads a content unit such as `g`, `ML`, `斤`, `매`. @returns undefined for one that is not known. */
export function unitMeaning(unit: string): UnitMeaning | undefined {
  // Nearly every unit of a file is written as the table has it: no need to fold its letters first.
  const exact = CONTENT_UNITS.get(unit);
  if (exact !== undefined) return exact;
  if (unit.length > 20) return undefined;
  const name = unit.normalize('NFKC').trim().toLowerCase();
  const known = CONTENT_UNITS.get(name);
  if (known !== undefined) return known;
  return PACK_UNITS.has(name) || PIECE_UNITS.has(name) ? PIECE : undefined;
}

/**
 * Finds the amounts a product title states. Careful rather than complete: model numbers, screen sizes, months and
 * dimensions are not taken for amounts. A title beyond 300 characters, or with more than eight amounts, says nothing.
 */
export function readTitle(title: string): TitleTokens {
  return title.length > TITLE_LENGTH_MAX || !mayStateAmount(title) ? NOTHING : readTitleFully(title);
}

/** As `readTitle`, without the quick look first. */
export function readTitleFully(title: string): TitleTokens {
  const text = title.normalize('NFKC');
  const packs = new Map<number, number>();
  const pieces: number[] = [];
  const contents: ContentToken[] = [];
  for (const pattern of [LATIN, KOREAN, CHINESE]) {
    for (const match of text.matchAll(pattern)) {
      const value = numberOf(match[1] ?? '');
      const unit = (match[2] ?? '').toLowerCase();
      if (value === undefined || (unit === 'p' && SCREEN_HEIGHTS.has(value))) continue;
      const meaning = CONTENT_UNITS.get(unit);
      if (meaning !== undefined) {
        contents.push({
          text: match[0],
          value,
          dimension: meaning.dimension,
          amount: value * meaning.factor,
        });
      } else if (Number.isInteger(value)) {
        if (PIECE_UNITS.has(unit)) pieces.push(value);
        else packs.set(match.index, value);
      }
    }
  }
  addTimes(text, packs);
  if (packs.size + pieces.length + contents.length > TOKEN_COUNT_MAX) return NOTHING;
  return { packs: [...packs.values()], pieces, contents };
}

const NOTHING: TitleTokens = { packs: [], pieces: [], contents: [] };

/** Adds multipliers by where their number stands, so that `x 20개` counts once. */
function addTimes(text: string, packs: Map<number, number>): void {
  for (const pattern of [TIMES_AFTER_UNIT, TIMES_AFTER_WORD, TIMES_BEFORE_CONTENT, PACK_OF]) {
    for (const match of text.matchAll(pattern)) {
      const digits = match[1] ?? '';
      const value = Number(digits);
      const at = match.index + match[0].indexOf(digits);
      const isUnitBefore = pieceUnitFollows(text, at + digits.length);
      if (value > 0 && !isUnitBefore) packs.set(at, value);
    }
  }
}

/** `x 100매`: the number belongs to the unit that follows, which has been read already. */
function pieceUnitFollows(text: string, at: number): boolean {
  const next = text.slice(at, at + 4).trimStart();
  return (
    [...PIECE_UNITS].some((unit) => next.startsWith(unit)) || /^(?:밀리|킬로|그램|리터|克|斤|升)/.test(next)
  );
}

/** `4,500` is 4500 and `1.5` is 1.5; `1.290,00` or `1,29` is nothing we would swear to. */
function numberOf(digits: string): number | undefined {
  const [whole = '', fraction, ...rest] = digits.split('.');
  if (rest.length > 0 || fraction === '' || fraction?.includes(',') === true) return undefined;
  const [head = '', ...groups] = whole.split(',');
  if (groups.some((group) => group.length !== 3) || (groups.length > 0 && head.length > 3)) return undefined;
  const value = Number(`${head}${groups.join('')}.${fraction ?? '0'}`);
  return value > 0 ? value : undefined;
}
