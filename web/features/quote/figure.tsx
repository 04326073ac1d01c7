import { Icon, type IconName } from '@/shared/ui/icons';

/** One figure of a list of them. */
export function Figure({ icon, value, label }: { icon: IconName; value: string; label: string }) {
  return (
    <div className="figure">
      <Icon name={icon} large />
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
