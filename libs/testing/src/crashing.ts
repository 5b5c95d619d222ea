import type { PostingOutcome, PostingRequest } from '@app/ledger';
import type { DataSource, EntityManager } from 'typeorm';

/** The process ended here. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

interface Ports {
  readonly dataSource: DataSource;
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
}

/**
 * The same ports, through which the process "ends" after `steps` steps: from then on every call fails. A step is one
 * place where a crash leaves something else behind than at the step before: inside of each transaction, which is then
 * rolled back wherever in it that happened, and between what a transaction, a posting or a statement by itself did and
 * what the process learnt of it.
 */
export function crashingAfter<P extends Ports>(ports: P, steps: number): P {
  let left = steps;
  const alive = (): void => {
    if (left === 0) throw new Crash('the process ended here');
  };
  const step = (): void => {
    alive();
    left -= 1;
  };
  const then = async <T>(work: () => Promise<T>): Promise<T> => {
    alive();
    const result = await work();
    step();
    return result;
  };
  const manager = (
    real: EntityManager,
    query: (run: () => Promise<unknown>) => Promise<unknown>,
  ): EntityManager =>
    new Proxy(real, {
      get: (target, name): unknown =>
        name === 'query'
          ? (sql: string, values?: unknown[]) => query(() => target.query(sql, values))
          : Reflect.get(target, name),
    });
  const inside = (real: EntityManager): EntityManager => {
    let hasBegun = false;
    return manager(real, async (run) => {
      if (hasBegun) alive();
      else step();
      hasBegun = true;
      return run();
    });
  };
  const dataSource = new Proxy(ports.dataSource, {
    get: (target, name): unknown => {
      if (name === 'manager') return manager(target.manager, then);
      if (name !== 'transaction') return Reflect.get(target, name);
      return (isolation: 'READ COMMITTED', work: (tx: EntityManager) => Promise<unknown>) =>
        then(() => target.transaction(isolation, (tx) => work(inside(tx))));
    },
  });
  const ledger = {
    post: (request: PostingRequest) => then(() => ports.ledger.post(request)),
  };
  return { ...ports, dataSource, ledger };
}

/** Whether work ended by the crash of its ports; whatever else it fails with is thrown. */
export async function endsInCrash(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}
