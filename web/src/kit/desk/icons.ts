import { icons as shared } from '../both/icons';

/** Line drawings of the console, beside those that the phone has: a phone does not load these. */
export const icons = {
  ...shared,
  inbox: 'M4 5h16v14H4zM4 13.500h4.500l1.5 2.500h4l1.5-2.500H20',
  clipboard: 'M6 5.500h12V21H6zM9.5 3.500h5v4h-5zM9 12h6M9 16h6',
  home: 'M4 11l8-7 8 7M6 9.500V20h12V9.500M10 20v-5.500h4V20',
  lock: 'M6 11h12v9.500H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  upload: 'M12 15.500V4M7.5 8.500L12 4l4.5 4.500M4 14.500V20h16v-5.500',
  calendar:
    'M4 6.500h16v14H4zM4 10.500h16M8 3.500v4M16 3.500v4M8 14h.01M12 14h.01M16 14h.01M8 17.500h.01M12 17.500h.01',
  undo: 'M8 5L3.5 9.500 8 14M3.5 9.500H14a5.5 5.5 0 0 1 0 11H9',
} as const;

export type IconName = keyof typeof icons;
