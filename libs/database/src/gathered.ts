import { invariant } from '@app/core';

import { asSwitch } from './request-context.js';

/** What waits for its turn to be asked. */
interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

/** Questions asked together at most. */
const TOGETHER_MAX = 100;

/**
 * Asks a question of many in one statement: those who come in the same turn of the event loop, as after a batch, are asked
 * together, and so are those who come while others are under way. Nobody is answered by what was read before they asked,
 * and a busy counter costs few statements. Since those who ask may be of several cooperatives, it is asked in the switch's
 * name.
 */
export class Gathered<Q, A> {
  private waiting: Waiting<Q, A>[] = [];
  private isAsking = false;

  /** @param askAll answers in the order of the questions. It may be done again for one of them alone. */
  constructor(private readonly askAll: (questions: readonly Q[]) => Promise<readonly A[]>) {}

  /** The answer to this question, whoever else asks at the same time. */
  ask(question: Q): Promise<A> {
    const answer = new Promise<A>((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
    });
    if (!this.isAsking) void this.askWaiting();
    return answer;
  }

  private async askWaiting(): Promise<void> {
    this.isAsking = true;
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      await this.answer(this.waiting.splice(0, TOGETHER_MAX));
    }
    this.isAsking = false;
  }

  private async answer(some: readonly Waiting<Q, A>[]): Promise<void> {
    try {
      const questions = some.map(({ question }) => question);
      const answers = await asSwitch(() => this.askAll(questions));
      invariant(answers.length === some.length, 'each question has one answer');
      for (const [at, answer] of answers.entries()) some[at]?.resolve(answer);
    } catch (error) {
      if (some.length === 1) some[0]?.reject(error);
      // What fails because of one of them shall not fail for the others.
      else await Promise.all(some.map((one) => this.answer([one])));
    }
  }
}
