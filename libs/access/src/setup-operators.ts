import type { DataSource, EntityManager } from 'typeorm';
import { fail, invariant, succeed, type Failure, type Result } from '@app/core';
import { inTransaction } from '@app/database';
import type { Onboarding } from './onboarding.js';
import type { GrantStore } from './people/grant.store.js';
import { normalizeUsername } from './people/username.js';

export interface NewOperator {
  fullName: string;
  username: string;
}

export interface OperatorCode {
  username: string;
  /** One-time activation code of 8 digits; shown now and stored nowhere. */
  code: string;
}

/**
 * What comes into being with the operators, in their transaction: given the uuid of the first of them. A failure undoes all.
 */
export type SetUpTogether = (tx: EntityManager, first: string) => Promise<Result<void>>;

/** Two, because what one operator asks for another has to approve. */
export const FIRST_OPERATORS_MIN = 2;

/** Any number that no other advisory lock of Simpul uses. */
const SETUP_LOCK = [0x5349, 0x0001] as const;

/** Carries a failure out of a transaction, so that nothing of it stays. */
class Abandoned extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Makes the first operators of a deployment, once in its life. */
export class OperatorSetup {
  constructor(
    private readonly dataSource: DataSource,
    private readonly onboarding: Onboarding,
    private readonly grants: GrantStore,
  ) {}

  /**
   * All of them or none. `already_exists` once there is or ever was an operator, or when a username
   * is taken; `validation_failed` for fewer than two people, or names of the wrong form; whatever `together` fails
   * with. Of two that run at once, one wins.
   */
  async run(
    operators: readonly NewOperator[],
    together: SetUpTogether,
  ): Promise<Result<OperatorCode[]>> {
    if (operators.length < FIRST_OPERATORS_MIN) {
      return fail('validation_failed', { field: 'operators' });
    }
    try {
      return succeed(
        await inTransaction(this.dataSource, (tx) => this.create(tx, operators, together)),
      );
    } catch (error) {
      if (error instanceof Abandoned) return error.failure;
      throw error;
    }
  }

  /**
   * A new one-time code for an operator who is locked out: with it they choose a password and set their authenticator app up anew.
   * `not_found` for a name that no operator has.
   */
  async recover(username: string): Promise<Result<OperatorCode, 'not_found'>> {
    const name = normalizeUsername(username);
    return inTransaction(this.dataSource, async (tx) => {
      const person = await this.grants.findOperator(tx, name);
      if (person === undefined) return fail('not_found');
      const code = await this.onboarding.issueActivation(tx, person, 'password');
      return succeed({ username: name, code });
    });
  }

  private async create(
    tx: EntityManager,
    operators: readonly NewOperator[],
    together: SetUpTogether,
  ) {
    await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [...SETUP_LOCK]);
    if (await this.grants.hasOperator(tx)) {
      throw new Abandoned(fail('already_exists', { field: 'operators' }));
    }
    const codes: OperatorCode[] = [];
    const people: string[] = [];
    for (const { fullName, username } of operators) {
      const person = orAbandon(
        await this.onboarding.registerPerson(tx, { network: null, fullName }),
      );
      const login = orAbandon(await this.onboarding.createLogin(tx, username, person));
      const granted = await this.onboarding.grantRole(tx, { person, role: 'operator' });
      invariant(granted.ok, 'a person made a moment ago can be given a role');
      people.push(person);
      codes.push({
        username: login,
        code: await this.onboarding.issueActivation(tx, person, 'password'),
      });
    }
    const [first] = people;
    invariant(first !== undefined, 'there are two operators at least');
    orAbandon(await together(tx, first));
    return codes;
  }
}

function orAbandon<T>(result: Result<T>): T {
  if (!result.ok) throw new Abandoned(result);
  return result.value;
}
