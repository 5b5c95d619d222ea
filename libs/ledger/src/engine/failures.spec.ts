import pg from 'pg';
import { isConnectionLoss, isPassing } from './failures.js';

function answered(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError('the server said no', 0, 'error');
  error.code = code;
  return error;
}

describe('what a failed batch means', () => {
  it.each(['25006', '25P03', '57P01', '08006', '53300'])(
    'gives the connection up after %s, and tries the batch on another',
    (code) => {
      expect(isConnectionLoss(answered(code))).toBe(true);
      expect(isPassing(answered(code))).toBe(true);
    },
  );

  it.each(['40001', '40P01', '23505'])('keeps the connection after %s', (code) => {
    expect(isConnectionLoss(answered(code))).toBe(false);
    expect(isPassing(answered(code))).toBe(true);
  });

  it.each(['23514', '42501', '22003'])('does not try again after %s', (code) => {
    expect(isPassing(answered(code))).toBe(false);
  });
});
