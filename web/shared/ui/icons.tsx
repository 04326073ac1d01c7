/** Small pictures drawn on a 24 by 24 grid; decoration only, so hidden from screen readers. */
const shapes = {
  arrow: 'M5 12h14m-6-6 6 6-6 6',
  back: 'M19 12H5m6 6-6-6 6-6',
  calendar: 'M4 6h16v14H4zM4 10.500h16M8 3.500V8M16 3.500V8',
  check: 'm5 13 4.5 4.5L19 7',
  cloud: 'M7 18a4 4 0 0 1-.500-8 5.500 5.500 0 0 1 10.600-1.500A4.800 4.800 0 0 1 17 18z',
  clock: 'M12 7v5l3.5 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  code: 'M4 7h16v10H4zM8 12h.01M12 12h.01M16 12h.01',
  crew: 'M4 16a8 8 0 0 1 16 0M2.5 16h19v2.5h-19zM10 8.3V5.5h4v2.8',
  cross: 'M6 6l12 12M18 6 6 18',
  home: 'M3.5 11.5 12 4l8.5 7.5M6 9.5V20h12V9.5',
  key: 'M13 9a5 5 0 1 1-10 0 5 5 0 0 1 10 0Zm-1.500 3.500L20 21m-3-3 2.500-2.500m-5 .5 2-2',
  leaf: 'M5 19c0-9 5-14 15-14 0 10-5 14-12 14-1 0-2-.3-3-1Zm0 0 8-8',
  locate: 'M12 3v3m0 12v3M3 12h3m12 0h3m-4 0a5 5 0 1 1-10 0 5 5 0 0 1 10 0Z',
  minus: 'M5 12h14',
  moon: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5Z',
  pin: 'M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21Zm0-9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  phone: 'M6 3.5h3l1.5 4-2 1.5a11 11 0 0 0 6.5 6.5l1.5-2 4 1.5v3a2 2 0 0 1-2 2A16.5 16.5 0 0 1 4 5.500a2 2 0 0 1 2-2Z',
  plus: 'M12 5v14M5 12h14',
  road: 'M8 4 4 20M16 4l4 16M12 4v3m0 3.500v3m0 3.500v3',
  ruler: 'M4 15 15 4l5 5L9 20zM8 11l2 2m1-5 2 2m1-5 2 2',
  shield: 'M12 3l7.5 3v5.500c0 4.500-3 8-7.500 9.500-4.500-1.500-7.500-5-7.500-9.500V6z',
  star: 'm12 3.500 2.600 5.400 5.900.8-4.300 4.100 1 5.900L12 16.900l-5.200 2.800 1-5.900L3.500 9.700l5.900-.8z',
  sun: 'M12 4V2m0 20v-2M4 12H2m20 0h-2M6.300 6.300 4.900 4.900m14.200 14.200-1.400-1.400m0-11.400 1.400-1.400M4.900 19.100l1.400-1.400M16.500 12a4.500 4.500 0 1 1-9 0 4.500 4.500 0 0 1 9 0Z',
  bolt: 'M13 3 5 13.500h6L10 21l8-10.500h-6z',
  wallet: 'M4 7.500V18a1.500 1.500 0 0 0 1.500 1.500h13A1.500 1.500 0 0 0 20 18V9a1.500 1.500 0 0 0-1.500-1.500zm0 0A2 2 0 0 1 6 5.500h11v2M16.500 13.500h.01',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name, large }: { name: IconName; large?: true }) {
  const size = large ? 28 : 20;
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}

export function Logo() {
  return (
    <svg className="logo-mark" viewBox="0 0 48 48" width="36" height="36" aria-hidden="true" focusable="false">
      <rect width="48" height="48" rx="13" className="logo-ground" />
      <circle cx="24" cy="23" r="9.500" className="logo-sun" />
      <path className="logo-rays" d="M24 6.500v3.500M12.300 11.300l2.500 2.500M35.700 11.300l-2.500 2.500M7.500 23H11M37 23h3.500" />
      <path className="logo-panel" d="M9.500 27.500h29L43 41.500H5z" />
      <path className="logo-lines" d="M7.500 34.300h33M19.300 27.500l-2 14M28.700 27.500l2 14" />
    </svg>
  );
}
