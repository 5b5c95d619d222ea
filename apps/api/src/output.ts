/** Where a command writes: its result, and lines about how it came to it. */
export interface Output {
  readonly result: (text: string) => void;
  readonly log: (line: string) => void;
}
