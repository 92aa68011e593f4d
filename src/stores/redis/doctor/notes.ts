import { assert } from '../../../core/assert.js';
import {
  DOCTOR_FINDINGS,
  DOCTOR_SEVERITIES,
  type DoctorFinding,
  type DoctorFindingId,
  type DoctorReport,
  type DoctorSeverity,
  type DoctorUnknown,
} from './finding.js';

/** What a check writes about one finding; everything else follows from the table and the node. */
export interface Said {
  readonly found: string;
  readonly why: string;
  readonly fix: string;
}

/** Collects what the checks say about one node, or about the client when `node` is absent. */
export class Notes {
  readonly #node: string | undefined;
  readonly #findings: DoctorFinding[] = [];
  readonly #unknown: DoctorUnknown[] = [];
  readonly #checked: string[] = [];

  constructor(node?: string) {
    this.#node = node;
  }

  /** States a finding. The severity must be one the table allows, so that the page of findings stays true. */
  find(id: DoctorFindingId, severity: DoctorSeverity, said: Said): void {
    const kind = DOCTOR_FINDINGS[id];
    const allowed: readonly DoctorSeverity[] = kind.severities;
    assert(allowed.includes(severity), `finding ${id} has no severity ${severity}`);
    this.#findings.push({ id, severity, subject: kind.subject, ...this.#where(), ...said });
  }

  unknown(said: { readonly what: string; readonly why: string; readonly how: string }): void {
    this.#unknown.push({ ...this.#where(), ...said });
  }

  checked(what: string): void {
    this.#checked.push(this.#node === undefined ? what : `${what} (${this.#node})`);
  }

  /** Joins the notes of the client and of every node into one report, the gravest finding first. */
  static report(all: readonly Notes[]): DoctorReport {
    const findings = all.flatMap((notes) => notes.#findings);
    findings.sort((a, b) => DOCTOR_SEVERITIES.indexOf(a.severity) - DOCTOR_SEVERITIES.indexOf(b.severity));
    return {
      findings,
      checked: [...new Set(all.flatMap((notes) => notes.#checked))],
      unknown: all.flatMap((notes) => notes.#unknown),
    };
  }

  #where(): { readonly node?: string } {
    return this.#node === undefined ? {} : { node: this.#node };
  }
}
