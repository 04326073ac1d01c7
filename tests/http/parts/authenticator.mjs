// An authenticator in software (WebAuthn, ES256, attestation "none"): makes passkeys and answers with them.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const base64url = (bytes) => Buffer.from(bytes).toString('base64url');
const user_present = 1;
const user_verified = 4;
const attested = 64;

/** CBOR (RFC 8949) of what is needed here: whole numbers, texts, bytes and maps in their order. */
function cbor(value) {
  const head = (major, n) => (n < 24 ? [(major << 5) | n] : n < 256 ? [(major << 5) | 24, n] : [(major << 5) | 25, n >> 8, n & 255]);
  if (typeof value === 'number') return Buffer.from(value < 0 ? head(1, -1 - value) : head(0, value));
  if (typeof value === 'string') return Buffer.concat([Buffer.from(head(3, Buffer.byteLength(value))), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([Buffer.from(head(2, value.length)), value]);
  return Buffer.concat([Buffer.from(head(5, value.size)), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])]);
}

export class Authenticator {
  constructor(origin) {
    this.origin = origin;
    this.rp_id = new URL(origin).hostname;
    this.id = randomBytes(16);
    this.count = 0;
    this.flags = user_present | user_verified;
    this.keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  #client_data(type, challenge) {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  #data(flags, rest = Buffer.alloc(0)) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.count);
    return Buffer.concat([sha256(this.rp_id), Buffer.from([flags]), count, rest]);
  }

  /** The answer to POST /account/passkeys/options. */
  create({ challenge, user_id }) {
    this.user = user_id;
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' });
    const key = cbor(new Map([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]));
    const length = Buffer.from([this.id.length >> 8, this.id.length & 255]);
    const data = this.#data(this.flags | attested, Buffer.concat([Buffer.alloc(16), length, this.id, key]));
    const object = cbor(new Map([['fmt', 'none'], ['attStmt', new Map()], ['authData', data]]));
    return {
      client_data_json: base64url(this.#client_data('webauthn.create', challenge)),
      attestation_object: base64url(object),
      transports: ['internal'],
    };
  }

  /** The answer to a request for a passkey; each one counts. */
  answer({ challenge }) {
    this.count += 1;
    const client_data = this.#client_data('webauthn.get', challenge);
    const data = this.#data(this.flags);
    const signature = sign('sha256', Buffer.concat([data, sha256(client_data)]), this.keys.privateKey);
    return {
      id: base64url(this.id),
      client_data_json: base64url(client_data),
      authenticator_data: base64url(data),
      signature: base64url(signature),
      user_handle: this.user,
    };
  }
}
