import type { CrewStop } from '@/shared/api/client';
import { Icon, type IconName } from '@/shared/ui/icons';

type Kind = CrewStop['kind'];

const icons: Record<Kind, IconName> = { survey: 'ruler', installation: 'crew', inspection: 'shield' };

export function KindIcon({ kind }: { kind: Kind }) {
  return <Icon name={icons[kind]} />;
}
