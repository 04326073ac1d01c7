const winds = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;

/** The wind's name that is nearest to a direction in degrees clockwise from north. */
export function windOf(azimuth: number): (typeof winds)[number] {
  return winds[Math.round((((azimuth % 360) + 360) % 360) / 45) % 8] ?? 'n';
}
