/** What a stream of server-sent events told. */
export interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly id?: string; readonly type?: string; readonly data?: { id?: string } };
}

/** Reads a stream of events as a program does, by `fetch`. */
export async function readEvents(address: string, authorization: string, lastEventId?: string) {
  const stopping = new AbortController();
  const response = await fetch(`${address}/v1/events/stream`, {
    headers: {
      authorization,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
    signal: stopping.signal,
  });
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error('a stream has a body');
  const told: Told[] = [];
  const decoder = new TextDecoder();
  let text = '';

  /** The next event; undefined when the stream has ended. */
  const next = async (): Promise<Told | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const event = toldOf(text.slice(0, end));
        text = text.slice(end + 2);
        if (event === undefined) continue;
        told.push(event);
        return event;
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      if (value instanceof Uint8Array) text += decoder.decode(value, { stream: true });
    }
  };

  return { response, told, next, stop: () => stopping.abort() };
}

function toldOf(block: string): Told | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const at = line.indexOf(': ');
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 2));
  }
  const [id, event, data] = ['id', 'event', 'data'].map((name) => fields.get(name));
  if (id === undefined || event === undefined || data === undefined) return undefined;
  return { id, event, data: JSON.parse(data) };
}
