/**
 * Passkeys as the browser has them (ArrayBuffers) and as the server has them (base64url without padding), and the
 * two ceremonies between. A person is always verified by their device. What the person or their device refuses is a Problem with a code of its own.
 */
import { Problem, type Assertion, type NewPasskey, type PasskeyOffer, type PasskeyQuestion } from '@/shared/api/client';

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

export function toText(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function passkeysPossible(): boolean {
  return typeof window !== 'undefined' && 'PublicKeyCredential' in window && window.isSecureContext;
}

/** Whether the browser can offer passkeys in the list under the e-mail field. */
export async function autofillPossible(): Promise<boolean> {
  return passkeysPossible() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

const refusals: Record<string, string> = {
  NotAllowedError: 'passkey_stopped',
  AbortError: 'passkey_stopped',
  InvalidStateError: 'passkey_known',
  NotSupportedError: 'passkey_not_possible',
  ConstraintError: 'passkey_not_possible',
  SecurityError: 'passkey_not_possible',
};

function refusal(error: unknown): unknown {
  const code = error instanceof DOMException ? refusals[error.name] : undefined;
  return code ? new Problem(0, code) : error;
}

function described(known: PasskeyQuestion['allow']): PublicKeyCredentialDescriptor[] {
  return (known ?? []).map(({ id, transports }) => ({
    type: 'public-key', id: toBytes(id), transports: transports as AuthenticatorTransport[],
  }));
}

/** Has the person use a passkey. `conditional` waits, without a dialog, until one is chosen in the e-mail field. */
export async function usePasskeyFor(question: PasskeyQuestion, mediation: 'optional' | 'conditional' = 'optional', signal?: AbortSignal): Promise<Assertion> {
  if (!passkeysPossible()) throw new Problem(0, 'passkey_not_possible');
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: toBytes(question.challenge),
    rpId: question.rp_id,
    timeout: question.timeout_ms,
    userVerification: 'required',
    allowCredentials: described(question.allow),
  };
  try {
    const found = (await navigator.credentials.get({ publicKey, mediation, signal })) as PublicKeyCredential;
    const answer = found.response as AuthenticatorAssertionResponse;
    return {
      id: toText(found.rawId),
      client_data_json: toText(answer.clientDataJSON),
      authenticator_data: toText(answer.authenticatorData),
      signature: toText(answer.signature),
      ...(answer.userHandle && answer.userHandle.byteLength > 0 ? { user_handle: toText(answer.userHandle) } : {}),
    };
  } catch (error) {
    throw refusal(error);
  }
}

/** Has the person make a passkey of this account on one of their devices. */
export async function makePasskey(offer: PasskeyOffer): Promise<NewPasskey['credential']> {
  if (!passkeysPossible()) throw new Problem(0, 'passkey_not_possible');
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: toBytes(offer.challenge),
    rp: { id: offer.rp_id, name: offer.rp_name },
    user: { id: toBytes(offer.user_id), name: offer.user_name, displayName: offer.user_display_name },
    pubKeyCredParams: offer.algorithms.map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: described(offer.exclude),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    attestation: 'none',
    timeout: offer.timeout_ms,
  };
  try {
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    const answer = made.response as AuthenticatorAttestationResponse;
    return {
      client_data_json: toText(answer.clientDataJSON),
      attestation_object: toText(answer.attestationObject),
      transports: answer.getTransports(),
    };
  } catch (error) {
    throw refusal(error);
  }
}
