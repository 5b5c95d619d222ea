import { PROBLEM_CODES } from '@app/core';
import { LANGUAGES, type Language, type ProblemDefinition } from '../problems/definition.js';
import { PROBLEMS } from '../problems/table.js';

const MARKS = /\[|\]|\{([a-z_]+)(?:\|(?:rupiah|words))?\}/g;

/** A template as the documentation shows it: the values as ‹name›, without the brackets. */
function readable(template: string): string {
  return template.replace(MARKS, (_match, name: string | undefined) => (name ? `‹${name}›` : ''));
}

const MONEY_MOVED: Record<ProblemDefinition['moneyMoved'], string> = {
  no: ' · money moved: no',
  unknown: ' · money moved: unknown',
  not_concerned: '',
};

/**
 * The reference of all problem codes in Markdown, made from the table; committed as
 * `docs/errors.md`.
 */
export function errorsMarkdown(): string {
  const head = [
    '# Problem codes',
    '',
    'Made from the table in `libs/http/src/problems` by `npm run openapi`. Every answer that is not',
    'a success is an `application/problem+json` document (RFC 9457) with one of these codes.',
    '_Retryable_: the same request with the same key may have another outcome later. _Money moved_:',
    '`unknown` means that only a repetition with the same key tells.',
    '',
  ];
  const sections = PROBLEM_CODES.flatMap((code) => {
    const { status, retryable, moneyMoved, title, what, next } = PROBLEMS[code];
    return [
      `## ${code}`,
      '',
      `Status ${status} · retryable: ${retryable ? 'yes' : 'no'}${MONEY_MOVED[moneyMoved]}`,
      '',
      ...LANGUAGES.map(
        (l) => `- **${title[l]}.** ${readable(what[l])} ${readable(next[l])} (${l})`,
      ),
      '',
    ];
  });
  return [...head, ...sections].join('\n');
}

const PAGE_TITLE: Record<Language, string> = { id: 'Kode masalah', en: 'Problem codes' };

/** The same reference as a page, where the `type` of every problem points. */
export function errorsPage(language: Language): string {
  const sections = PROBLEM_CODES.map((code) => {
    const { status, retryable, title, what, next } = PROBLEMS[code];
    return [
      `<section id="${code}"><h2>${escapeHtml(title[language])}</h2>`,
      `<p><code>${code}</code> · ${status}${retryable ? ' · retryable' : ''}</p>`,
      `<p>${html(readable(what[language]))} ${html(readable(next[language]))}</p></section>`,
    ].join('\n');
  });
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Simpul: ${PAGE_TITLE[language]}</title>`,
    '<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}',
    'h2{margin:2rem 0 0;font-size:1.1rem}p{margin:.25rem 0}:target{background:#fff6d6}</style></head>',
    `<body><h1>${PAGE_TITLE[language]}</h1>`,
    ...sections,
    '</body></html>',
  ].join('\n');
}

/** A text with its `code` as HTML. */
function html(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
