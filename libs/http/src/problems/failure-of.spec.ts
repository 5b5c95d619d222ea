import { InvariantError } from '@app/core';
import { failureOf } from './failure-of.js';

const coded = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });

describe('what was thrown', () => {
  it.each([
    ['a refused connection', coded('ECONNREFUSED')],
    ['a server that shuts down', coded('57P01')],
    ['a server that starts', coded('57P03')],
    ['a standby', coded('25006')],
    ['a full disk', coded('53100')],
    [
      'a connection that a transaction lost between two statements',
      new Error('Database connection provided by a query runner was already released, …'),
    ],
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['a pool that waits too long', new Error('timeout exceeded when trying to connect')],
    [
      'an error of TypeORM around it',
      Object.assign(new Error('x'), { driverError: coded('57P01') }),
    ],
    ['a cause', new Error('x', { cause: coded('ECONNRESET') })],
    ['several addresses that all refuse', new AggregateError([coded('ECONNREFUSED')])],
  ])('by %s says that the database is unavailable', (_what, error) => {
    expect(failureOf(error)).toEqual({ ok: false, code: 'database_unavailable' });
  });

  it.each([
    ['an invariant', new InvariantError('x')],
    ['a violated constraint', coded('23505')],
    ['text', 'x'],
    ['nothing', undefined],
    ['an unknown refusal of Fastify', coded('FST_ERR_UNKNOWN', { statusCode: 500 })],
  ])('as %s says that the fault is ours', (_what, error) => {
    expect(failureOf(error)).toEqual({ ok: false, code: 'internal_error' });
  });

  it('in a circle of causes comes to an end', () => {
    const circle: Error & { cause?: unknown } = new Error('x');
    circle.cause = circle;
    expect(failureOf(circle).code).toBe('internal_error');
  });
});
