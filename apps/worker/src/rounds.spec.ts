import type { Network } from '@app/participants';

import type { Duty } from './duties/duty.js';
import { Rounds } from './rounds.js';

const network = (id: number): Network => ({
  id,
  uid: `0190f6f0-0000-7000-8000-00000000000${id}`,
  name: `Jaringan ${id}`,
  live: false,
  sandbox: false,
  timeZone: 'Asia/Jakarta',
});

function roundsOf(duties: readonly Duty[]) {
  const lines: string[] = [];
  const note = (level: string) => (_facts: object, message: string) => {
    lines.push(`${level} ${message}`);
  };
  const rounds = new Rounds({
    duties,
    networks: () => Promise.resolve([network(1), network(2)]),
    log: { error: note('error'), info: note('info') },
    pauseMs: 1,
  });
  return { rounds, lines };
}

describe('the rounds of the worker', () => {
  it('log once what fails again and again, do everything else, and tell when it works again', async () => {
    const done: number[] = [];
    let trouble: string | undefined = 'no connection';
    const failing: Duty = {
      name: 'netting',
      perform: ({ id }) =>
        trouble !== undefined && id === 1 ? Promise.reject(new Error(trouble)) : Promise.resolve(),
    };
    const steady: Duty = {
      name: 'cut-off',
      perform: ({ id }) => {
        done.push(id);
        return Promise.resolve();
      },
    };
    const { rounds, lines } = roundsOf([failing, steady]);
    await rounds.goRound();
    await rounds.goRound();
    trouble = 'nets differ';
    await rounds.goRound();
    await rounds.goRound();
    trouble = undefined;
    await rounds.goRound();
    await rounds.goRound();
    expect(lines).toEqual([
      'error worker: netting of 1 fails',
      'error worker: netting of 1 fails',
      'info worker: netting of 1 works again',
    ]);
    expect(done).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
  });

  it('do one thing at a time, and end after the one that is being done', async () => {
    let active = 0;
    let most = 0;
    let finished = 0;
    let begun: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (begun = resolve));
    const slow: Duty = {
      name: 'slow',
      perform: async () => {
        active += 1;
        most = Math.max(most, active);
        begun();
        await new Promise((resolve) => setImmediate(resolve));
        active -= 1;
        finished += 1;
      },
    };
    const { rounds } = roundsOf([slow]);
    rounds.start();
    rounds.start();
    await first;
    await rounds.stop();
    const atTheEnd = finished;
    await new Promise((resolve) => setImmediate(resolve));
    expect(most).toBe(1);
    expect(active).toBe(0);
    expect(finished).toBe(atTheEnd);
  });

  it('that never began may be ended', async () => {
    await roundsOf([]).rounds.stop();
  });
});
