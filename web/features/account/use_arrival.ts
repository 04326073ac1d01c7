'use client';
import { useRouter } from 'next/navigation';
import type { SignInState } from '@/shared/api/client';
import { useSessionChange } from '@/shared/api/session';
import { forget, recall } from '@/shared/storage';
import { homeOf } from '@/shared/ui/home';
import { safeNext } from './fields';

/** What follows each step of a sign-in: the session is known, and who owes nothing goes on where they were. */
export function useArrival(next: string | null) {
  const router = useRouter();
  const { entered } = useSessionChange();
  return (state: SignInState) => {
    entered(state);
    if (!state.account || state.owes !== 'nothing') return;
    const resume = state.account.role === 'customer' ? safeNext(recall('local', 'resume')) : undefined;
    forget('local', 'resume');
    router.replace(safeNext(next) ?? resume ?? homeOf(state.account));
  };
}
