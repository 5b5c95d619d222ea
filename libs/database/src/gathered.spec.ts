import { Gathered } from './gathered.js';

describe('questions that are gathered', () => {
  it('are asked together while another one is under way, and answered in their order', async () => {
    const asked: number[][] = [];
    const doubled = new Gathered<number, number>(async (questions) => {
      asked.push([...questions]);
      return Promise.resolve(questions.map((one) => 2 * one));
    });
    expect(await Promise.all([1, 2, 3, 4].map((one) => doubled.ask(one)))).toEqual([2, 4, 6, 8]);
    expect(asked).toEqual([[1], [2, 3, 4]]);
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
