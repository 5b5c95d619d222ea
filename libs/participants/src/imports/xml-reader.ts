import type { SaxesTagPlain } from 'saxes';

/** What a part of a workbook is told of its XML. */
export interface XmlReader {
  open(name: string, tag: SaxesTagPlain): void;
  text(text: string): void;
  /** False when nothing more needs to be read. */
  close(name: string): boolean;
}
