import type { SaxesTagPlain } from 'saxes';

import { CELL_LENGTH_MAX } from './sheet.js';
import type { XmlReader } from './xml-reader.js';

/** Finds the first sheet in the workbook and in its list of relations, read one after the other. */
export class WorkbookReader implements XmlReader {
  private relation: string | undefined;
  private target: string | undefined;

  open(name: string, { attributes }: SaxesTagPlain): void {
    if (name === 'sheet') this.relation ??= attributes['r:id'] ?? attributes['relationships:id'];
    if (name === 'Relationship' && attributes['Id'] === this.relation) {
      this.target = attributes['Target'];
    }
  }

  text(): void {}

  close(): boolean {
    return true;
  }

  /** Its path in the package; undefined for a workbook without a sheet. */
  firstSheet(): string | undefined {
    if (this.relation === undefined || this.target === undefined) return undefined;
    return this.target.startsWith('/') ? this.target.slice(1) : `xl/${this.target}`;
  }
}

/** A text that may consist of differently formatted runs; what is read aloud beside it is left out. */
export class RichText {
  private parts = '';
  private inText = false;
  private inPhonetic = false;

  open(name: string): void {
    if (name === 't') this.inText = true;
    if (name === 'rPh') this.inPhonetic = true;
  }

  text(text: string): void {
    // One character more than a cell may have is enough to refuse it.
    const wanted = this.inText && !this.inPhonetic && this.parts.length <= CELL_LENGTH_MAX;
    if (wanted) this.parts += text.slice(0, CELL_LENGTH_MAX + 1);
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    if (name === 'rPh') this.inPhonetic = false;
  }

  take(): string {
    const text = this.parts;
    this.parts = '';
    return text;
  }
}

/** The texts that cells refer to by number. */
export class SharedStrings implements XmlReader {
  readonly texts: string[] = [];
  private readonly current = new RichText();

  open(name: string): void {
    this.current.open(name);
  }

  text(text: string): void {
    this.current.text(text);
  }

  close(name: string): boolean {
    this.current.close(name);
    if (name === 'si') this.texts.push(this.current.take());
    return true;
  }
}
