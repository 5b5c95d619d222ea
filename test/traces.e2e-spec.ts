import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeId, newUuid } from '@app/core';
import { startTracing } from '@app/http';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

const CALLERS_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLERS_SPAN = '00f067aa0ba902b7';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}

/** What a process sends, as far as it is looked at. */
interface Export {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

/** A receiver of traces on this machine. */
async function tracesReceiver() {
  const spans: Span[] = [];
  const texts: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      texts.push(body);
      const { resourceSpans } = JSON.parse(body) as Export;
      for (const { scopeSpans } of resourceSpans) {
        for (const scope of scopeSpans) spans.push(...scope.spans);
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    texts,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

let receiver: Awaited<ReturnType<typeof tracesReceiver>>;
let endTracing: () => Promise<void>;
let world: PaymentsWorld;

beforeAll(async () => {
  receiver = await tracesReceiver();
  endTracing = await startTracing({ endpoint: receiver.url, version: 'test' });
  world = await paymentsWorld({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url } });
}, 60_000);

afterAll(async () => {
  await world.close();
  await receiver.close();
});

function valuesOf({ attributes }: Span): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]),
  );
}

describe('traces', () => {
  it('lead from a caller’s request to its batch and back, and hold nothing that somebody wrote', async () => {
    const budi = await world.aMember(world.dinoyo, { rupiah: 350_000 });
    const tokoSiti = await world.aMerchant(world.bumiayu);
    const answer = await world
      .api()
      .post('/v1/payments')
      .set('authorization', world.as.member(budi))
      .set('idempotency-key', newUuid())
      .set('traceparent', `00-${CALLERS_TRACE}-${CALLERS_SPAN}-01`)
      .send({
        merchant_id: encodeId('mrc', tokoSiti.uid),
        amount: idr('25000.00'),
        description: 'beras dan gula',
      });
    expect(answer.status).toBe(201);
    const unknown = await world.api().get(`/v1/payments/${answer.body.id}?rahasia=1`);
    expect(unknown.status).toBe(401);
    await world.api().get('/livez');
    await endTracing();

    const called = (name: string): Span[] => receiver.spans.filter((span) => span.name === name);
    const [request] = called('POST /v1/payments');
    expect(request).toMatchObject({ traceId: CALLERS_TRACE, parentSpanId: CALLERS_SPAN });
    expect(request && valuesOf(request)).toEqual({
      'http.request.method': 'POST',
      'http.route': '/v1/payments',
      'http.response.status_code': 201,
      'simpul.request_id': answer.headers['request-id'],
    });
    const post = called('ledger.post').find(({ traceId }) => traceId === CALLERS_TRACE);
    expect(post?.parentSpanId).toBe(request?.spanId);
    const batch = called('ledger.batch').find(({ spanId }) => spanId === post?.links?.[0]?.spanId);
    expect(batch?.links).toEqual([
      expect.objectContaining({ traceId: CALLERS_TRACE, spanId: request?.spanId }),
    ]);
    const [refused] = called('GET /v1/payments/:id');
    expect(refused && valuesOf(refused)).toMatchObject({ 'error.type': 'token_missing' });
    expect(called('GET /livez')).toEqual([]);
    for (const secret of ['beras', 'rahasia', answer.body.id, encodeId('mbr', budi.uid)]) {
      expect(receiver.texts.join('')).not.toContain(secret);
    }
  });
});
