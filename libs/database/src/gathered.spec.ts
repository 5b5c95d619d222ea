import { Gathered } from './gathered.js';

describe('questions that are gathered', () => {
  it('are asked together: those of one turn, and those that come while others are under way', async () => {
    const asked: number[][] = [];
    let late: Promise<number>[] = [];
    const doubled: Gathered<number, number> = new Gathered(async (questions) => {
      asked.push([...questions]);
      if (asked.length === 1) late = [3, 4].map((one) => doubled.ask(one));
      return Promise.resolve(questions.map((one) => 2 * one));
    });
    expect(await Promise.all([1, 2].map((one) => doubled.ask(one)))).toEqual([2, 4]);
    expect(await Promise.all(late)).toEqual([6, 8]);
    expect(asked).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await doubled.ask(5)).toBe(10);
  });

  it('fail alone', async () => {
    const picky = new Gathered<number, number>((questions) =>
      questions.includes(3) ? Promise.reject(new Error('three')) : Promise.resolve(questions),
    );
    const answers = await Promise.allSettled([1, 2, 3, 4].map((one) => picky.ask(one)));
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await picky.ask(4)).toBe(4);
  });
});
