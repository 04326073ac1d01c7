'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Grant } from '@/shared/api/client';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { GrantFacts, GrantTitle } from './grant_facts';

type Props = { grants: UseQueryResult<{ items: Grant[] }>; none: string; noneText: string; actsOn: (grant: Grant) => ReactNode };

/** A list of grants with what can be done about each. */
export function GrantRows({ grants, none, noneText, actsOn }: Props) {
  if (!grants.data) return grants.error ? <Failed error={grants.error} again={() => void grants.refetch()} /> : <Loading />;
  if (grants.data.items.length === 0) return <Empty title={none} text={noneText} />;
  return (
    <ul className="rows">
      {grants.data.items.map((grant) => (
        <li key={grant.id}>
          <div>
            <GrantTitle grant={grant} />
            <GrantFacts grant={grant} />
            {actsOn(grant)}
          </div>
        </li>
      ))}
    </ul>
  );
}
