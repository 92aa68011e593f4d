import { describe, expect, it } from 'vitest';
import { SeenInputs } from '../../../src/cli/seen-inputs.js';

describe('the inputs of a run', () => {
  it('are stated by what was read of them, in the order they were expected in', () => {
    const seen = new SeenInputs();
    const references = seen.expect('references', 'r.csv');
    const previous = seen.expect('previous', 'yesterday.csv');
    previous({ sha256: 'b' });
    references({ sha256: 'a' });
    references({ sha256: 'a' });
    expect(seen.summaries()).toEqual([
      { role: 'references', file: 'r.csv', sha256: 'a' },
      { role: 'previous', file: 'yesterday.csv', sha256: 'b' },
    ]);
  });

  it('end the run when one of them is another at its second reading', () => {
    const seen = new SeenInputs();
    const references = seen.expect('references', 'r.csv');
    references({ sha256: 'a' });
    expect(() => references({ sha256: 'b' })).toThrow('r.csv changed while it was read');
  });

  it('are not stated before they were read', () => {
    const seen = new SeenInputs();
    seen.expect('history', 'h.csv');
    expect(() => seen.summaries()).toThrow('has been read');
  });
});
