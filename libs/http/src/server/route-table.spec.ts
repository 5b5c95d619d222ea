import { RouteTable } from './route-table.js';

describe('the table of routes', () => {
  const table = new RouteTable();
  table.add('/v1/payments', ['POST']);
  table.add('/v1/payments', 'GET');
  table.add('/v1/payments/:id', 'GET');
  table.add('/v1.0/qr/:id/scan', 'POST');
  table.add('/docs/*', 'GET');

  it.each([
    ['/v1/payments', ['GET', 'POST']],
    ['/v1/payments?limit=1', ['GET', 'POST']],
    ['/v1/payments/pay_1', ['GET']],
    ['/v1/payments/', []],
    ['/v1.0/qr/x/scan', ['POST']],
    ['/v1x0/qr/x/scan', []],
    ['/docs/nothing', []],
  ])('knows the methods of %s', (target, methods) => {
    expect(table.methodsOf(target)).toEqual(methods);
  });
});
