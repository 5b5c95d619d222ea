import fc from 'fast-check';
import { checkNewSecret } from './secret-rules.js';

describe('the rules of new secrets', () => {
  it.each([
    '111111',
    '121212',
    '123123',
    '123456',
    '654321',
    '890123',
    '098765',
    '000000',
    '123321',
  ])('refuse the PIN %s, which a stranger tries first', (pin) => {
    expect(checkNewSecret('pin', pin)).toEqual({ ok: false, code: 'pin_too_simple' });
  });

  it.each(['', '12345', '1234567', '12345a', '１２３４５６', '12 456', '-12345', '482917\n'])(
    'refuse %j, which is no PIN at all',
    (pin) => {
      expect(checkNewSecret('pin', pin)).toMatchObject({ ok: false, code: 'validation_failed' });
    },
  );

  it('leave nearly all six-digit numbers to choose from', () => {
    let refused = 0;
    for (let pin = 0; pin < 1_000_000; pin++) {
      if (!checkNewSecret('pin', String(pin).padStart(6, '0')).ok) refused += 1;
    }
    expect(refused).toBeGreaterThan(1_000);
    expect(refused).toBeLessThan(5_000);
  });

  it('want passwords of 12 to 128 characters that are not one key held down', () => {
    expect(checkNewSecret('password', 'kopi pahit 9 sendok').ok).toBe(true);
    expect(checkNewSecret('password', 'elevenchars')).toMatchObject({ code: 'validation_failed' });
    expect(checkNewSecret('password', 'a'.repeat(12))).toMatchObject({ code: 'validation_failed' });
    expect(checkNewSecret('password', 'abcdefgh'.repeat(17)).ok).toBe(false);
  });

  it('take one letter written in two ways for the same', () => {
    expect(checkNewSecret('password', 'cafe\u0301 di Malang')).toEqual(
      checkNewSecret('password', 'caf\u00e9 di Malang'),
    );
  });

  it('never throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('pin' as const, 'password' as const),
        fc.string(),
        (kind, text) => {
          checkNewSecret(kind, text);
        },
      ),
    );
  });
});
