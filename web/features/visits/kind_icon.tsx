import type { VisitKind } from '@/shared/api/client';
import { Icon, type IconName } from '@/shared/ui/icons';

const icons: Record<VisitKind, IconName> = { survey: 'ruler', installation: 'crew', inspection: 'shield' };

export function KindIcon({ kind }: { kind: VisitKind }) {
  return <Icon name={icons[kind]} />;
}
