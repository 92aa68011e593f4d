/** What a price trail shows, amounts and days as text. */
export interface TrailFacts {
  readonly from: string;
  readonly to: string;
  readonly lowest: string;
  readonly highest: string;
  readonly offered: string;
}

/** Words only the HTML report needs. `{name}` is filled in by the page's script. */
export interface PageWords {
  readonly eyebrow: string;
  readonly skipToOffers: string;
  readonly navigation: string;
  readonly offersTitle: string;
  readonly offersLead: string;
  readonly markdownsTitle: string;
  readonly markdownsLead: string;
  readonly rulesTitle: string;
  readonly rulesLead: string;
  readonly aboutTitle: string;
  readonly blockedCaption: string;
  readonly heldCaption: string;
  readonly warnedCaption: string;
  readonly exposureCaption: string;
  readonly exposureNone: string;
  readonly filterTitle: string;
  readonly search: string;
  readonly searchHint: string;
  readonly severity: string;
  readonly rule: string;
  readonly category: string;
  readonly approval: string;
  readonly approvals: Readonly<Record<'approved' | 'refused' | 'none', string>>;
  readonly all: string;
  readonly sortBy: string;
  readonly sortRank: string;
  readonly sortExposure: string;
  readonly sortMarkdown: string;
  readonly sortSku: string;
  readonly reset: string;
  /** `{shown}` `{matching}` `{total}` */
  readonly shownOffers: string;
  /** `{count}` */
  readonly showMore: string;
  readonly noMatch: string;
  /** `{shown}` `{matching}` */
  readonly printedOffers: string;
  firstOffers(shown: string, total: string): string;
  wholeElsewhere(held: string, total: string): string;
  readonly noOffers: string;
  readonly price: string;
  readonly others: string;
  readonly evidence: string;
  readonly measured: string;
  readonly limit: string;
  trailLabel(facts: TrailFacts): string;
  trailRange(facts: TrailFacts): string;
  trailDays(facts: TrailFacts): string;
  readonly noCategory: string;
  readonly otherCategories: string;
  histogramLabel(facts: {
    readonly category: string;
    readonly total: string;
    readonly flagged: string;
  }): string;
  histogramCaption(total: string, flagged: string): string;
  readonly legendAll: string;
  readonly legendFlagged: string;
  moreCategories(count: string): string;
  judgedShare(judged: string, total: string): string;
  readonly notRun: string;
  readonly silent: string;
  explainCommand(command: string): string;
  readonly policy: string;
  readonly policyHash: string;
  readonly file: string;
  fileRows(rows: string): string;
  readonly writtenBy: string;
}
