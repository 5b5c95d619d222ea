import { BlockList, isIP } from 'node:net';

/** What no stranger may have us call: this machine, its neighbours, and addresses that mean something else than a host. */
const IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local, where clouds tell their machines secrets.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/** Only 2000::/3 is given out; of it these lead elsewhere, or to an IPv4 address that they carry. */
const IPV6 = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

// Two lists: one alone takes every IPv4 address for the IPv6 address that it is written as.
const [refused4, refused6] = [new BlockList(), new BlockList()];
for (const [network, bits] of IPV4) refused4.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of IPV6) refused6.addSubnet(network, bits, 'ipv6');

/** Whether an IP address is one of the public Internet; false for what is no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return family === 4 ? !refused4.check(address, 'ipv4') : !refused6.check(address, 'ipv6');
}
