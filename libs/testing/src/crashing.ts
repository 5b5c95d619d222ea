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
 * The same ports, through which the process "ends" after `steps` steps: from then on every call
 * fails. A step is the beginning or the end of a statement, a transaction or a posting; so there is
 * a crash between any two, also between what the database did and what the process learnt of it.
 */
export function crashingAfter<P extends Ports>(ports: P, steps: number): P {
  let left = steps;
  const step = (): void => {
    if (left === 0) throw new Crash('the process ended here');
    left -= 1;
  };
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    step();
    const result = await work();
    step();
    return result;
  };
  const manager = (real: EntityManager): EntityManager =>
    new Proxy(real, {
      get: (target, name): unknown =>
        name === 'query'
          ? (sql: string, values?: unknown[]) => around(() => target.query(sql, values))
          : Reflect.get(target, name),
    });
  const dataSource = new Proxy(ports.dataSource, {
    get: (target, name): unknown => {
      if (name === 'manager') return manager(target.manager);
      if (name !== 'transaction') return Reflect.get(target, name);
      return (isolation: 'READ COMMITTED', work: (tx: EntityManager) => Promise<unknown>) =>
        around(() => target.transaction(isolation, (tx) => work(manager(tx))));
    },
  });
  const ledger = {
    post: (request: PostingRequest) => around(() => ports.ledger.post(request)),
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
