import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROBLEM_CODES } from '@app/core';
import { errorsMarkdown, errorsPage } from './error-page.js';

describe('the reference of problem codes', () => {
  it('in docs/errors.md is what the table says (npm run openapi writes it)', () => {
    const file = path.join(import.meta.dirname, '../../../../docs/errors.md');
    expect(readFileSync(file, 'utf8')).toBe(errorsMarkdown());
  });

  it.each(['id', 'en'] as const)('as a page in %s has a section for each code', (language) => {
    const page = errorsPage(language);
    for (const code of PROBLEM_CODES) expect(page).toContain(`<section id="${code}">`);
    expect(page).not.toMatch(/[[\]`]|\{[a-z_]+\}|\|rupiah/);
  });
});
