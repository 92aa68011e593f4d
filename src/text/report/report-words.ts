/** Severities, as the report names them. */
export type SeverityKey = 'block' | 'hold' | 'warn' | 'info';

/** How many offers, or promotions, stand at which worst severity. */
export interface VerdictCounts {
  readonly blocked: number;
  readonly held: number;
  readonly warned: number;
  readonly noted: number;
}

/** A gap in the coverage: rules that lacked the same inputs for the same number of offers. */
export interface BlindSpotFacts {
  /** Names of the missing inputs, one or more. */
  readonly missing: readonly string[];
  readonly ruleIds: readonly string[];
  readonly notJudged: number;
  readonly total: number;
}

/** Rules that lacked a value for the same number of offers. */
export interface PartialGap {
  readonly ruleIds: readonly string[];
  readonly notJudged: number;
}

/** Sentences and words of every report, whatever its format. Amounts are handed in as text. */
export interface ReportWords {
  readonly severity: Readonly<Record<SeverityKey, string>>;
  /** `files` names them; `unread` is how many rows gave no offer. */
  readRows(facts: {
    readonly rows: number;
    readonly unread: number;
    readonly files: readonly string[];
  }): string;
  readonly noFiles: string;
  historyUpTo(day: string): string;
  readonly noHistory: string;
  previousRows(rows: number): string;
  policyFrom(source: string): string;
  readonly builtInPolicy: string;
  judgedFor(instant: string): string;
  /** About the offers; `judged` is how many there are. */
  verdict(counts: VerdictCounts & { readonly judged: number }): string;
  /** About the promotions, of which at least one was flagged. */
  promotionVerdict(counts: VerdictCounts): string;
  approvedFindings(count: number): string;
  refusedApprovals(count: number): string;
  readonly batchVerdict: Readonly<Record<'block' | 'hold' | 'warn', string>>;
  totalExposure(amounts: readonly string[]): string;
  knownFindings(count: number): string;
  /** `units` 1 means: for one unit; undefined means: the number of units is not known. */
  exposure(amount: string, units: number | undefined): string;
  below(percent: string): string;
  above(percent: string): string;
  referenceLabel(source: string | undefined): string;
  line(line: number): string;
  readonly also: string;
  /** What a promotion is called before its id. */
  readonly promotion: string;
  readonly known: string;
  moreOffers(count: number): string;
  moreBatchFindings(count: number): string;
  readonly batchTitle: string;
  readonly coverageTitle: string;
  readonly everythingJudged: string;
  /** What a reference is called that does not exist. */
  readonly noReference: string;
  comparedWith(parts: readonly { readonly label: string; readonly count: number }[]): string;
  blindSpot(facts: BlindSpotFacts): string;
  /** Inputs that were handed in, but not for every offer. */
  partlyBlind(gaps: readonly PartialGap[]): string;
  ignoredColumns(file: string, columns: readonly string[]): string;
  switchedOff(ruleIds: readonly string[], count: number): string;
  readonly nextTitle: string;
  readonly nextFix: string;
  nextExplain(command: string): string;
  nextPolicy(command: string): string;
  unknownRule(facts: { readonly ruleId: string; readonly measured: string; readonly limit: string }): string;
}
