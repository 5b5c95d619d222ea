/** What the demo shows: headings, lines, tables and a counter that runs in its place. */
export class Screen {
  private counter = '';

  line(text = ''): void {
    this.clearCounter();
    process.stdout.write(`${text}\n`);
  }

  heading(text: string): void {
    this.line();
    this.line(text);
    this.line('─'.repeat(text.length));
  }

  /** Overwrites itself at a terminal; in a log only the end is written. */
  progress(what: string, done: number, of: number): void {
    const isDone = done >= of;
    if (!process.stdout.isTTY) {
      if (isDone) this.line(`${what}: ${thousands(done)}`);
      return;
    }
    this.clearCounter();
    this.counter = `${what}: ${thousands(done)} of ${thousands(of)}`;
    process.stdout.write(isDone ? `${what}: ${thousands(done)}\n` : this.counter);
    if (isDone) this.counter = '';
  }

  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    for (const line of layOut(columns, rows)) this.line(`  ${line}`);
  }

  private clearCounter(): void {
    if (this.counter === '') return;
    process.stdout.write(`\r${' '.repeat(this.counter.length)}\r`);
    this.counter = '';
  }
}

export interface Column {
  readonly title: string;
  /** Amounts stand at the right. */
  readonly right?: boolean;
}

/** The lines of a table, each column as wide as its widest cell. */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map((_column, at) =>
    Math.max(...[titles, ...rows].map((cells) => (cells[at] ?? '').length)),
  );
  const lineOf = (cells: readonly string[]): string =>
    columns
      .map(({ right }, at) => {
        const cell = cells[at] ?? '';
        const width = widths[at] ?? 0;
        return right === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [titles, ...rows].map(lineOf);
}

/** 2595 as "2,595". */
export function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
