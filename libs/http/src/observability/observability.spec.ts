import { newRequestId, traceIdOf } from './request-id.js';
import { createLogger } from './logger.js';
import { Metrics } from './metrics.js';

describe('a request id', () => {
  it('is new each time and sorts by time', () => {
    const ids = Array.from({ length: 100 }, newRequestId);
    expect(new Set(ids).size).toBe(100);
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-hjkmnp-tv-z]{26}$/);
  });
});

describe('a traceparent', () => {
  const id = '4bf92f3577b34da6a3ce929d0e0e4736';

  it.each([
    [`00-${id}-00f067aa0ba902b7-01`, id],
    [`cc-${id}-00f067aa0ba902b7-01-what-comes-later`, id],
    [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, undefined],
    [`00-${id.toUpperCase()}-00f067aa0ba902b7-01`, undefined],
    ['nonsense', undefined],
    [undefined, undefined],
  ])('%s holds %s', (header, expected) => {
    expect(traceIdOf(header)).toBe(expected);
  });
});

describe('the metrics', () => {
  it('show what others keep, read when they are asked for', async () => {
    const metrics = new Metrics({ process: false });
    let depth = 3;
    metrics.addGauge('simpul_queue_depth', 'Waiting', () => depth);
    expect(await metrics.registry.metrics()).toContain('simpul_queue_depth 3');
    depth = 5;
    expect(await metrics.registry.metrics()).toContain('simpul_queue_depth 5');
  });
});

describe('refusals', () => {
  it('are counted by their code', async () => {
    const metrics = new Metrics({ process: false });
    metrics.countProblem('cap_exceeded');
    metrics.countProblem('cap_exceeded');
    const text = await metrics.registry.metrics();
    expect(text).toContain('simpul_problems_total{code="cap_exceeded"} 2');
  });
});

describe('the log', () => {
  it('holds no secret, body or phone, wherever it stood', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => lines.push(line) });
    const driverError = Object.assign(new Error('y'), { detail: 'Key (phone)=(0811223344)' });
    const err = Object.assign(new Error('x'), { parameters: ['482917'], driverError });
    logger.info({ pin: '482917', user: { phone: '0811223344', password: 'hunter2' } }, 'one');
    logger.error({ err, request: { headers: { authorization: 'Bearer abc' } } }, 'two');
    expect(lines).toHaveLength(2);
    for (const secret of ['482917', '0811223344', 'hunter2', 'abc']) {
      expect(lines.join('')).not.toContain(secret);
    }
  });

  it('keeps one event on one line, whatever a client put into it', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => lines.push(line) });
    const forged = 'x\r\n{"level":50,"msg":"forged"}\u2028\u001b[2J';
    logger.info({ route: forged, method: forged }, forged);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}/u);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, msg: forged });
  });
});
