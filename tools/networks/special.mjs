// Addresses that belong to no country, whatever the source says of them: it gives Australia to 192.168.0.0/16.
// Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its successors), RFC 5771 and RFC 1112
// (224.0.0.0 and above), RFC 4291 (global unicast IPv6 addresses are those of 2000::/3), RFC 3056 (6to4).

/** As [first address, bits of the prefix]. */
export const special4 = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // behind the NAT of a provider
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays of 6to4
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 3], // multicast, reserved, broadcast
];

export const special6 = [
  ['::', 3], // loopback, mapped IPv4, translation, discard
  ['2001::', 23], // protocol assignments: Teredo, benchmarks, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['3fff::', 20], // documentation
  ['4000::', 2],
  ['8000::', 1], // unique local, link-local, multicast
];
