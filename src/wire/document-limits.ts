/** Bounds on what one document may hold. */
export interface DocumentLimits {
  /** Longest text, in UTF-16 code units. */
  readonly textMax: number;
  /** Most values after aliases are written out: a chain of aliases can grow a short file without end. */
  readonly valueMax: number;
}

/** For a file that people write: some twenty times a policy that tunes every rule for hundreds of categories. */
export const HANDWRITTEN_LIMITS: DocumentLimits = { textMax: 1_048_576, valueMax: 50_000 };

/** For a file that a system may export: ten thousand records of some fifty values. */
export const EXPORTED_LIMITS: DocumentLimits = { textMax: 8_388_608, valueMax: 500_000 };
