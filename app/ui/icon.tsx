import type { ReactNode } from 'react';

/** Drawn on 16 × 16 with a 1.5 px stroke that takes the colour of the text. */
const drawings = {
  arrow: <path d="M2.5 8h11M9.5 4l4 4-4 4" />,
  back: <path d="M6.5 3L2.5 7l4 4M2.5 7h7a4 4 0 0 1 0 8" />,
  bank: <path d="M2 6.500L8 3l6 3.500zM2.500 13.500h11M4 7v6M8 7v6M12 7v6" />,
  bell: <path d="M4 11V7.500a4 4 0 0 1 8 0V11l1 1.500H3zM6.800 14.300h2.400" />,
  block: (
    <>
      <path d="M5.5 2.500h5l3 3v5l-3 3h-5l-3-3v-5z" />
      <path d="M8 5v3.600M8 10.900v.1" />
    </>
  ),
  calendar: <path d="M2.500 3.500h11v10h-11zM2.500 6.500h11M5.500 2v3M10.500 2v3" />,
  card: <path d="M2 4.500h12v8H2zM2 7.500h12M4.500 10.200h2.500" />,
  chart: <path d="M2.500 13.500h11M4 11V8M7 11V4.500M10 11V6.500M13 11V3" />,
  check: <path d="M3 8.500l3.200 3.200L13 4.800" />,
  'check-round': (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M5.300 8.200l2 2 3.500-4" />
    </>
  ),
  chevron: <path d="M4 6.500l4 4 4-4" />,
  'chevron-right': <path d="M6.500 4l4 4-4 4" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.500V8l2.200 1.600" />
    </>
  ),
  'clock-late': (
    <>
      <path d="M13.200 5A6 6 0 1 0 14 8" />
      <path d="M8 4.800V8l2 1.400M14 2.200v3.200M14 7.600v.1" />
    </>
  ),
  copy: <path d="M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3" />,
  cross: <path d="M4 4l8 8M12 4l-8 8" />,
  dashed: <circle cx="8" cy="8" r="6" strokeDasharray="2.400 2.300" />,
  dots: <path d="M3.500 8v.01M8 8v.01M12.500 8v.01" strokeWidth="2.400" />,
  download: <path d="M8 2.500v8M4.500 7L8 10.500 11.500 7M3 13.500h10" />,
  eye: (
    <>
      <path d="M1.500 8S4 3.800 8 3.800 14.500 8 14.500 8 12 12.200 8 12.200 1.500 8 1.500 8z" />
      <circle cx="8" cy="8" r="1.800" />
    </>
  ),
  file: <path d="M3.500 1.500h6l3 3v10h-9zM9.500 1.500v3h3M5.500 8h5M5.500 11h5" />,
  gear: (
    <>
      <circle cx="8" cy="8" r="2.200" />
      <path d="M8 1.800v2M8 12.200v2M1.800 8h2M12.200 8h2M3.600 3.600L5 5M11 11l1.400 1.400M12.400 3.600L11 5M5 11l-1.400 1.400" />
    </>
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.200v3.600M8 5v.1" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="10.500" r="2.800" />
      <path d="M7 8.500l6-6M10.500 5l2 2" />
    </>
  ),
  list: <path d="M2.500 4h7M2.500 8h11M2.500 12h5" />,
  lock: <path d="M3.500 7h9v6.500h-9zM5.500 7V5a2.500 2.500 0 0 1 5 0v2" />,
  mail: <path d="M2 4h12v8.500H2zM2 4.500l6 4.500 6-4.500" />,
  match: <path d="M1 8h4.500V4.500M5.500 8v3.500M15 8h-4.500V4.500M10.500 8v3.500" />,
  menu: <path d="M2.500 4.500h11M2.500 8h11M2.500 11.500h11" />,
  pause: <path d="M5 3v10M11 3v10" />,
  phone: (
    <path d="M3 2.500h3l1.200 3.300-1.700 1.200c.7 1.600 1.900 2.800 3.500 3.500l1.200-1.700 3.300 1.200v3C8 13.500 2.500 8 3 2.500z" />
  ),
  pin: <path d="M5.500 2h5l-.7 4.500 2.200 2.500H4l2.200-2.500zM8 9v5" />,
  plus: <path d="M8 3v10M3 8h10" />,
  ring: <circle cx="8" cy="8" r="6" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.500" />
      <path d="M10.500 10.500L14 14" />
    </>
  ),
  slash: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M4 12l8-8" />
    </>
  ),
  sliders: (
    <>
      <path d="M3 5h6M12.500 5h.5M3 11h.5M7 11h6" />
      <circle cx="10.700" cy="5" r="1.700" />
      <circle cx="5.300" cy="11" r="1.700" />
    </>
  ),
  speech: <path d="M2.500 3.500h11v7.500H7l-3 2.500V11H2.500z" />,
  steps: <path d="M2 4h4v4h4v4h4" />,
  upload: <path d="M8 10.500v-8M4.500 6L8 2.500 11.500 6M3 13.500h10" />,
  users: (
    <>
      <circle cx="6" cy="5.500" r="2.500" />
      <path d="M1.500 13.500c0-2.500 2-4 4.500-4s4.500 1.500 4.500 4M11 3.400a2.300 2.300 0 0 1 0 4.300M12.200 10c1.400.5 2.300 1.700 2.300 3.500" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;
export const iconNames = Object.keys(drawings) as IconName[];

/** Never alone: an icon stands beside its word, so readers skip it. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={className ? `icon ${className}` : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}
