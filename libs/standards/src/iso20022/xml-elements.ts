import { SaxesParser } from 'saxes';

/** An element that was read, with all that is in it; names without their prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** The text that stands in it directly. */
  text: string;
}

/** Deeper than any message of ISO 20022. */
const DEPTH_MAX = 50;
/** Elements in one that is kept whole: a batch of some thousand transactions. */
const ELEMENTS_MAX = 200_000;
/** So many characters are read before what was found is looked at. */
const CHUNK = 64 * 1024;

/** Why a text is not read: `malformed` covers what may not stand in it, too. */
export type XmlFault = 'malformed' | 'other_namespace';

/** Who is told what stands in a document, in its order. */
export interface XmlListener {
  /** The elements that are handed over whole, when they end; of none of them are parts told by themselves. */
  readonly whole: ReadonlySet<string>;
  /** False when no more is wanted; the rest is then left unread. */
  element(element: XmlElement): boolean;
  /** The end of any other element. */
  ended(name: string): void;
}

/**
 * Reads a document of a namespace from its beginning to its end and hands out, one by one, the elements that are wanted
 * whole; nothing else of it is kept. A document type is refused, and with it every entity but XML's own five; so is
 * another encoding than UTF-8 and what nests too deep. Undefined when all that is wanted was read.
 */
export function readXmlElements(
  text: string,
  namespace: string,
  listener: XmlListener,
): XmlFault | undefined {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let depth = 0;
  let kept = 0;
  let roots = 0;
  let isWanted = true;
  let fault: XmlFault | undefined;
  const stop = (why: XmlFault) => {
    fault ??= why;
  };
  parser.on('error', () => stop('malformed'));
  parser.on('doctype', () => stop('malformed'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-8|us-ascii)$/i.test(encoding)) stop('malformed');
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    depth += 1;
    if (depth === 1) roots += 1;
    if (uri !== namespace) stop('other_namespace');
    if (depth > DEPTH_MAX || kept > ELEMENTS_MAX) stop('malformed');
    if (fault !== undefined || (open.length === 0 && !listener.whole.has(local))) return;
    const given = Object.values(attributes).map(({ local: name, value }) => [name, value] as const);
    const element = { name: local, attributes: new Map(given), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
    kept += 1;
  });
  const addText = (part: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', ({ local }) => {
    depth -= 1;
    if (fault !== undefined || !isWanted) return;
    const element = open.pop();
    if (element === undefined) listener.ended(local);
    if (element === undefined || open.length > 0) return;
    kept = 0;
    isWanted = listener.element(element);
  });
  for (let at = 0; at < text.length && fault === undefined && isWanted; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK));
  }
  if (fault === undefined && isWanted) parser.close();
  return fault ?? (roots === 1 ? undefined : 'malformed');
}

/** The first element below another one by the names on the way; undefined if it isn't there. */
export function elementAt(element: XmlElement, ...way: readonly string[]): XmlElement | undefined {
  let found: XmlElement | undefined = element;
  for (const name of way) found = found?.children.find((child) => child.name === name);
  return found;
}

/** Its text without space around it; undefined where it is missing or empty. */
export function textAt(element: XmlElement, ...way: readonly string[]): string | undefined {
  const text = elementAt(element, ...way)?.text.trim();
  return text === '' ? undefined : text;
}

export function elementsAt(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
