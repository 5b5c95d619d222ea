import type { Readable } from 'node:stream';

import { SaxesParser } from 'saxes';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';

import { sheetFault, type Sheet } from './sheet.js';
import { SheetReader } from './xlsx-sheet-reader.js';
import { SharedStrings, WorkbookReader } from './xlsx-parts.js';
import type { XmlReader } from './xml-reader.js';

/** Files in a workbook; usual ones have about a dozen. */
const ENTRIES_MAX = 500;
/** Bytes that are unpacked of one workbook, all parts that are read together. */
const UNPACKED_MAX = 64 * 1024 * 1024;

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';

class TooLargeInside extends Error {}
class NotAWorkbook extends Error {}

/**
 * Reads the first sheet of an XLSX file: texts, numbers in their own spelling, formulas by their stored values.
 * Unpacks no more than 64 MB, part by part, whatever the file claims of itself; entities of XML other than its own
 * five are refused by the parser.
 */
export async function readXlsxSheet(bytes: Buffer): Promise<Sheet> {
  try {
    return await readFirstSheet(new Package(await openZip(bytes)));
  } catch (error) {
    if (error instanceof TooLargeInside) return sheetFault('file_too_large_inside');
    if (error instanceof NotAWorkbook) return sheetFault('file_unreadable');
    throw error;
  }
}

async function readFirstSheet(parts: Package): Promise<Sheet> {
  const entries = await parts.entries();
  const workbook = new WorkbookReader();
  await parts.read(entries.get(WORKBOOK), workbook);
  await parts.read(entries.get(RELATIONS), workbook);
  const strings = new SharedStrings();
  const stored = entries.get(STRINGS);
  if (stored !== undefined) await parts.read(stored, strings);
  const sheet = new SheetReader(strings.texts);
  await parts.read(entries.get(workbook.firstSheet() ?? ''), sheet);
  return sheet.sheet();
}

function openZip(bytes: Buffer): Promise<ZipFile> {
  return orNotAWorkbook(fromBufferPromise(bytes, { lazyEntries: true }));
}

async function orNotAWorkbook<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw new NotAWorkbook();
  }
}

/** A ZIP of XML parts. */
class Package {
  private unpacked = 0;

  constructor(private readonly zip: ZipFile) {}

  async entries(): Promise<ReadonlyMap<string, Entry>> {
    const entries = new Map<string, Entry>();
    if (this.zip.entryCount > ENTRIES_MAX) throw new TooLargeInside();
    await orNotAWorkbook(
      (async () => {
        for await (const entry of this.zip.eachEntry()) entries.set(entry.fileName, entry);
      })(),
    );
    return entries;
  }

  async read(entry: Entry | undefined, reader: XmlReader): Promise<void> {
    if (entry === undefined || entry.isEncrypted()) throw new NotAWorkbook();
    const stream = await orNotAWorkbook(this.zip.openReadStreamPromise(entry));
    try {
      await this.parse(stream, reader);
    } catch (error) {
      if (error instanceof TooLargeInside) throw error;
      throw new NotAWorkbook();
    } finally {
      stream.destroy();
    }
  }

  private async parse(stream: Readable, reader: XmlReader): Promise<void> {
    const parser = new SaxesParser();
    let goOn = true;
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', (tag) => reader.open(localName(tag.name), tag));
    parser.on('text', (text) => reader.text(text));
    parser.on('cdata', (text) => reader.text(text));
    parser.on('closetag', (tag) => {
      goOn = goOn && reader.close(localName(tag.name));
    });
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const chunks: AsyncIterable<Buffer> = stream;
    for await (const chunk of chunks) {
      this.unpacked += chunk.length;
      if (this.unpacked > UNPACKED_MAX) throw new TooLargeInside();
      parser.write(decoder.decode(chunk, { stream: true }));
      if (!goOn) return;
    }
    parser.write(decoder.decode());
    parser.close();
  }
}

/** Without a namespace's prefix: some programs write `x:row`. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
