import { formatSen, invariant, CURRENCY, type Sen } from '@app/core';

/** An element of an XML document, written out. */
export type Xml = string & { readonly xml: unique symbol };

type Child = Xml | undefined;

/** What XML 1.0 can't hold at all, not even escaped. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/** An element with elements in it; those that are undefined are left out. */
export function parent(name: string, ...children: readonly Child[]): Xml {
  return asXml(`<${name}>${children.filter((child) => child !== undefined).join('')}</${name}>`);
}

/**
 * An element with text in it, at most `longest` characters: what is longer is cut, since a name that a schema finds
 * too long would have the whole message refused. Never for identifiers: see {@link identifier}.
 */
export function text(name: string, value: string, longest = 140): Xml {
  const shown = [...value.replaceAll(FORBIDDEN, '').trim()].slice(0, longest).join('').trim();
  return asXml(`<${name}>${escaped(shown === '' ? '-' : shown)}</${name}>`);
}

/** An element with an identifier. Throws InvariantError for one longer than the schema takes. */
export function identifier(name: string, value: string, longest = 35): Xml {
  invariant(/^[!-~]+$/.test(value) && value.length <= longest, `${name} can't hold ${value}`);
  return asXml(`<${name}>${escaped(value)}</${name}>`);
}

/** An element with an amount of sen, zero or more, in rupiah with two decimals. */
export function amount(name: string, sen: Sen): Xml {
  invariant(sen >= 0n, 'an amount has no sign: its indicator tells the side');
  return asXml(`<${name} Ccy="${CURRENCY}">${formatSen(sen)}</${name}>`);
}

/** A whole document of a namespace. */
export function xmlDocument(namespace: string, message: Xml): string {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  return `${head}\n<Document xmlns="${namespace}">${message}</Document>\n`;
}

function escaped(value: string): string {
  return value.replaceAll(/[&<>"]/g, (letter) => ESCAPES.get(letter) ?? letter);
}

function asXml(written: string): Xml {
  return written as Xml;
}
