import type { Me } from '../../session/session';
import type { IconName } from './icons';

export type Permission = Me['permissions'][number];

/** One line of the menu. */
export interface MenuLine {
  readonly to: string;
  readonly name: string;
  readonly icon: IconName;
  /** Any of these; none: everybody. */
  readonly needs?: readonly Permission[];
}

export interface MenuPart {
  /** Empty for the first lines, which stand under no heading. */
  readonly name: string;
  readonly lines: readonly MenuLine[];
}

/** The lines that somebody with these permissions sees; parts without a line are left out. */
export function menuFor(menu: readonly MenuPart[], held: readonly string[]): readonly MenuPart[] {
  return menu
    .map(({ name, lines }) => ({
      name,
      lines: lines.filter(({ needs }) => needs === undefined || needs.some((permission) => held.includes(permission))),
    }))
    .filter(({ lines }) => lines.length > 0);
}
