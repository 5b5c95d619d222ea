import { fail, PROBLEM_CODES, type FailureDetail } from '@app/core';
import fc from 'fast-check';
import { LANGUAGES, type ProblemDefinition } from './definition.js';
import { preparedProblem, problemDocument, retryAfterOf } from './document.js';
import type { FieldFault } from './fields.js';
import { languageOf } from './language.js';
import { PROBLEMS } from './table.js';
import { fillTemplate } from './text.js';

const NAME = /\{([a-z_]+)(\|rupiah|\|words)?\}/g;

/** A detail with a value for every placeholder of a definition. */
function completeDetail(definition: ProblemDefinition): FailureDetail {
  const templates = LANGUAGES.flatMap((l) => [definition.what[l], definition.next[l]]);
  const names = templates.flatMap((text) => [...text.matchAll(NAME)]);
  return Object.fromEntries(
    names.map(([, name, rupiah]): [string, string] => [name ?? '', rupiah ? '1500.00' : 'x7']),
  );
}

describe('the table of problems', () => {
  it.each(PROBLEM_CODES)('tells about %s in both languages', (code) => {
    const { title, what, next, status } = PROBLEMS[code];
    for (const language of LANGUAGES) {
      for (const text of [title, what, next]) expect(text[language].trim()).not.toBe('');
      for (const text of [what, next]) expect(text[language]).toMatch(/[.!]\]?$/);
    }
    expect(title.id).not.toBe(title.en);
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it.each(PROBLEM_CODES)('leaves no placeholder of %s to the reader', (code) => {
    for (const detail of [undefined, {}, completeDetail(PROBLEMS[code])]) {
      for (const language of LANGUAGES) {
        const failure = detail === undefined ? fail(code) : fail(code, detail);
        const document = problemDocument(failure, { language, requestId: 'req_x' });
        expect(document.detail).not.toMatch(/[[\]{}]\s*[a-z_]*[|\]}]|undefined| {2}/);
      }
    }
  });

  it.each(PROBLEM_CODES)('names the same values of %s in both languages', (code) => {
    const { what, next } = PROBLEMS[code];
    const namesIn = (text: string): string[] => [...text.matchAll(NAME)].map((m) => m[0]).sort();
    expect(namesIn(what.id + next.id)).toEqual(namesIn(what.en + next.en));
  });

  it('says that nothing moved of everything that a batch refused', () => {
    const document = problemDocument(fail('insufficient_funds', { available: '1500.00' }), {
      language: 'id',
      requestId: 'req_x',
    });
    expect(document.detail).toBe(
      'Saldo tidak cukup untuk jumlah ini. Saldo tersedia Rp1.500. Tidak ada uang yang berpindah. ' +
        'Isi saldo, lalu ulangi dengan kunci baru.',
    );
  });

  it('names the limit in words, and one that has none by its name', () => {
    const told = (limit: string, language: 'id' | 'en') =>
      problemDocument(fail('limit_exceeded', { limit }), { language, requestId: 'req_x' }).detail;
    expect(told('per_day', 'id')).toContain(' Batas yang dilewati: per hari. ');
    expect(told('per_month', 'en')).toContain(' The limit: per month. ');
    expect(told('per_year', 'en')).toContain(' The limit: per_year. ');
  });

  it('does not speak of money where none is concerned', () => {
    for (const code of ['token_expired', 'credentials_invalid', 'pin_locked'] as const) {
      const { detail } = problemDocument(fail(code), { language: 'en', requestId: 'req_x' });
      expect(detail).not.toMatch(/money/);
    }
  });

  it('names the field that a use case blames', () => {
    const context = { language: 'en', requestId: 'req_x' } as const;
    const documentOf = (code: 'validation_failed' | 'already_exists') =>
      problemDocument(fail(code, { field: 'phone' }), context);
    expect(documentOf('validation_failed').errors).toEqual([
      { field: 'phone', code: 'invalid', message: 'The value is not valid.' },
    ]);
    expect(documentOf('already_exists').errors).toEqual([
      { field: 'phone', code: 'already_exists', message: 'It exists already.' },
    ]);
  });

  it('tells what is wrong with a fee schedule, and where', () => {
    const fields: FieldFault[] = [
      { field: 'rules.2', code: 'tiers_overlap', detail: { other: 'rules.0' } },
      { field: 'rules (payment/on_us)', code: 'gap', detail: { from_amount: '5000.00' } },
      { field: 'unit', code: 'unit_invalid' },
    ];
    const told = (language: 'id' | 'en') =>
      problemDocument(fail('schedule_invalid'), {
        language,
        requestId: 'req_x',
        fields,
      }).errors?.map(({ message }) => message);
    expect(told('en')).toEqual([
      'The amounts of this rule overlap with those of another one. The other: rules.0.',
      'No general rule covers some amounts. They begin at Rp5,000.',
      'The unit of rounding must be more than zero.',
    ]);
    expect(told('id')).toEqual([
      'Rentang jumlah aturan ini bertumpang-tindih dengan aturan lain. Yang lain: rules.0.',
      'Ada jumlah tanpa aturan umum. Mulai dari Rp5.000.',
      'Satuan pembulatan harus lebih dari nol.',
    ]);
  });

  it('lets whoever must wait know for how long', () => {
    const waiting = PROBLEM_CODES.filter((code) => [429, 503].includes(PROBLEMS[code].status));
    for (const code of waiting) expect(retryAfterOf(fail(code))).toBeGreaterThan(0);
    expect(retryAfterOf(fail('pin_locked', { retry_after_seconds: 90.2 }))).toBe(91);
    expect(retryAfterOf(fail('insufficient_funds'))).toBeUndefined();
  });

  it('calls no stored refusal retryable', () => {
    const decided = PROBLEM_CODES.filter((code) => [403, 422].includes(PROBLEMS[code].status));
    const retryable = decided.filter((code) => PROBLEMS[code].retryable);
    expect(retryable).toEqual(['fee_rule_missing']);
  });
});

describe('a problem that was made beforehand', () => {
  it.each(LANGUAGES)('says the same as one made at the moment, in %s', (language) => {
    const requestId = 'req_01jzq3v5hfe0d9k3yx8m2n4p6r';
    for (const code of PROBLEM_CODES) {
      const document = JSON.stringify(problemDocument(fail(code), { language, requestId }));
      expect(preparedProblem(code)(language, requestId)).toBe(document);
    }
  });
});

describe('a template', () => {
  it('drops a bracketed sentence whose value is not known', () => {
    expect(fillTemplate('A. [B {x}.] [C {y}.] D.', { y: 1 }, 'id')).toBe('A. C 1. D.');
  });

  it('writes amounts as each language does', () => {
    const fill = (language: 'id' | 'en') =>
      fillTemplate('{a|rupiah}', { a: '1234567.50' }, language);
    expect(fill('id')).toBe('Rp1.234.567,50');
    expect(fill('en')).toBe('Rp1,234,567.50');
    expect(fillTemplate('{a|rupiah}', { a: '-0.01' }, 'id')).toBe('-Rp0,01');
    expect(fillTemplate('{a|rupiah}', { a: 5 }, 'id')).toBe('5');
  });
});

describe('the language of an answer', () => {
  it.each([
    [undefined, 'id'],
    ['', 'id'],
    ['fr', 'id'],
    ['en', 'en'],
    ['en-US,en;q=0.9', 'en'],
    ['id-ID,en;q=0.9', 'id'],
    ['en;q=0.3, id;q=0.7', 'id'],
    ['fr, en;q=0.1', 'en'],
    ['en;q=0', 'id'],
    ['en;q=nonsense', 'id'],
    ['*', 'id'],
  ])('for %p is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  it('is one of the two for any header', () => {
    fc.assert(fc.property(fc.string(), (header) => ['id', 'en'].includes(languageOf(header))));
  });
});
