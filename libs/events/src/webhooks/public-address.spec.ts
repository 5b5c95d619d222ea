import { isPublicAddress } from './public-address.js';

describe('H40 an address that webhooks may go to', () => {
  it.each(['8.8.8.8', '103.10.1.1', '172.32.0.1', '2404:6800:4003:c00::64', '100.128.0.1'])(
    'H40 is public, such as %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    '127.0.0.1',
    '127.1.2.3',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '::ffff:8.8.8.8',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '2001::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    'example.com',
    '',
    '0x7f000001',
  ])('H40 is none of ours or nobody’s: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
