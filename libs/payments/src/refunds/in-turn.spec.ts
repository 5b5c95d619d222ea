import { InTurn } from './in-turn.js';

describe('work in turn', () => {
  it('is done one after the other about one thing, and at once about others', async () => {
    const inTurn = new InTurn();
    const steps: string[] = [];
    const work = (name: string) => async () => {
      steps.push(`${name} begins`);
      await Promise.resolve();
      steps.push(`${name} ends`);
      return name;
    };
    const all = [
      inTurn.run('a', work('1')),
      inTurn.run('a', work('2')),
      inTurn.run('b', work('3')),
    ];
    expect(await Promise.all(all)).toEqual(['1', '2', '3']);
    expect(steps.indexOf('2 begins')).toBeGreaterThan(steps.indexOf('1 ends'));
    expect(steps.indexOf('3 begins')).toBeLessThan(steps.indexOf('2 begins'));
  });

  it('goes on after work that failed, and tells only its own caller', async () => {
    const inTurn = new InTurn();
    const failing = inTurn.run('a', () => Promise.reject(new Error('no')));
    const next = inTurn.run('a', () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });
});
