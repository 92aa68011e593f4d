import { describe, expect, it } from 'vitest';
import { columnsText } from '../../../src/cli/columns-text.js';

describe('a table in plain text', () => {
  it('sets names to the left and numbers to the right, by the columns letters take on a terminal', () => {
    const text = columnsText(
      ['days', 'SKU'],
      [
        ['2', '이어폰'],
        ['14', 'EP-1'],
      ],
      { left: [1] },
    );
    expect(text).toBe(['days  SKU', '----  ------', '   2  이어폰', '  14  EP-1', ''].join('\n'));
  });
});
