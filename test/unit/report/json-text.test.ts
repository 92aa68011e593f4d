import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText, scriptJsonText } from '../../../src/report/json-text.js';

describe('jsonText', () => {
  it('reads back to the same value, also for a script', () => {
    const values = fc.record({ text: fc.string({ unit: 'binary' }), list: fc.array(fc.integer()) });
    fc.assert(
      fc.property(values, (value) => {
        expect(JSON.parse(jsonText(value))).toEqual(value);
        expect(JSON.parse(scriptJsonText(value))).toEqual(value);
      }),
    );
  });

  it('holds nothing that acts on a terminal', () => {
    expect(jsonText('\u001b\u009b\u202e\u2028')).toBe(String.raw`"\u001b\u009b\u202e\u2028"`);
  });

  it('leaves undefined members out', () => {
    expect(jsonText({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe('scriptJsonText', () => {
  it('opens and closes no tag', () => {
    expect(scriptJsonText('</script><!--')).toBe(String.raw`"\u003c/script>\u003c!--"`);
  });
});
