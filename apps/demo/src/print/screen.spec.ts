import { layOut, thousands } from './screen.js';

describe('what is shown', () => {
  it('stands in columns as wide as their widest cell, amounts at the right', () => {
    const columns = [{ title: 'book' }, { title: 'debit', right: true }];
    expect(
      layOut(columns, [
        ['Dinoyo', 'Rp280'],
        ['all', 'Rp99.720'],
      ]),
    ).toEqual(['book       debit', 'Dinoyo     Rp280', 'all     Rp99.720']);
  });

  it.each([
    [0, '0'],
    [999, '999'],
    [2_595, '2,595'],
    [1_234_567, '1,234,567'],
  ])('writes %d as %s', (value, text) => {
    expect(thousands(value)).toBe(text);
  });
});
