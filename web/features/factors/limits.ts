import { limitOf } from '@/shared/api/limits';

/** What a person calls a passkey. */
export const passkeyNameLimit = limitOf('POST /account/passkeys', 'name');
