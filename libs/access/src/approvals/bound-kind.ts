import { InvariantError, type Failure, type Result } from '@app/core';
import type { EntityManager } from 'typeorm';
import type { Identity, Role } from '../identity.js';
import type { Approval, ApprovalKind, Executed } from './approval.js';

/** A registered kind whose payloads are read for it: what the mechanism works with. */
export interface BoundKind {
  readonly name: string;
  readonly title: { readonly id: string; readonly en: string };
  readonly makers: readonly Role[];
  readonly checkers: readonly Role[];
  describe(approval: Approval): Readonly<Record<string, unknown>>;
  validate(tx: EntityManager, approval: Approval): Promise<Failure | undefined>;
  refused(tx: EntityManager, approval: Approval): Promise<void>;
  readonly run: BoundExecution;
}

type BoundExecution =
  | {
      readonly execution: 'in_transaction';
      execute(tx: EntityManager, approval: Approval, checker: Identity): Promise<Result<Executed>>;
      executed(approval: Approval): void;
    }
  | {
      readonly execution: 'ledger';
      post(sql: EntityManager, approval: Approval): Promise<Result<Executed>>;
    };

/** Puts the reading of the payload before everything that a kind does with it. */
export function bindKind<P>(kind: ApprovalKind<P>): BoundKind {
  const read = (approval: Approval): Approval<P> => {
    const payload = kind.read(approval.payload);
    if (payload === undefined) {
      throw new InvariantError(`approval ${approval.uid} has no payload of ${kind.name}`);
    }
    return { ...approval, payload };
  };
  return {
    name: kind.name,
    title: kind.title,
    makers: kind.makers,
    checkers: kind.checkers,
    describe: (approval) => kind.describe(read(approval)),
    validate: async (tx, approval) => kind.validate?.(tx, read(approval)),
    refused: async (tx, approval) => kind.refused?.(tx, read(approval)),
    run:
      kind.execution === 'ledger'
        ? { execution: 'ledger', post: (sql, approval) => kind.post(sql, read(approval)) }
        : {
            execution: 'in_transaction',
            execute: (tx, approval, checker) => kind.execute(tx, read(approval), checker),
            executed: (approval) => kind.executed?.(read(approval)),
          },
  };
}
