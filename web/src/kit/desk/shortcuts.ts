import { onBeforeUnmount, onMounted, reactive, ref } from 'vue';
import { session } from '../../session/session';

/** One key of a page. */
export interface Shortcut {
  /** As `KeyboardEvent.key` says it: a letter in lower case, `?`, `ArrowDown`, `Escape`. */
  readonly key: string;
  /** With Shift held; for letters only. */
  readonly shift?: true;
  /** With Ctrl held, or ⌘; such a key works in fields, too. */
  readonly ctrl?: true;
  /** What it does, for the list that `?` shows. */
  readonly name: string;
  /** A key held down runs it again and again; others wait for the next press. */
  readonly repeats?: true;
  readonly run: () => void;
}

interface Group {
  readonly name: string;
  readonly shortcuts: readonly Shortcut[];
  /** While it is there, no other keys work. */
  readonly isAlone: boolean;
}

const groups = reactive<Group[]>([]);
export const isHelpShown = ref(false);
export const isFindShown = ref(false);

/** All keys that work now, by page, newest page first. */
export function knownShortcuts(): readonly Group[] {
  return [...groups].reverse();
}

/** Where letters are text: fields, and whatever composes Chinese. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (event.isComposing || !(target instanceof HTMLElement)) return event.isComposing;
  if (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit)$/.test(target.type);
}

/** Whether a key pressed is the one meant: exact modifiers, so that the browser's own keys stay its own. */
export function matches(event: KeyboardEvent, { key, shift, ctrl }: Pick<Shortcut, 'key' | 'shift' | 'ctrl'>): boolean {
  if (event.altKey || (event.ctrlKey || event.metaKey) !== (ctrl === true)) return false;
  const isLetter = /^[a-z]$/.test(key);
  if (isLetter && event.shiftKey !== (shift === true)) return false;
  return (isLetter ? event.key.toLowerCase() : event.key) === key;
}

function press(event: KeyboardEvent): void {
  // Escape leaves a field, whoever typed in it.
  if (event.key === 'Escape' && isTyping(event) && !event.isComposing) {
    (event.target as HTMLElement).blur();
    return;
  }
  // What is hidden while somebody signs in again is not worked at.
  const isText = isTyping(event);
  if (event.isComposing || session.isEnded) return;
  for (const { shortcuts, isAlone } of knownShortcuts()) {
    const found = shortcuts.find((shortcut) => (shortcut.ctrl === true || !isText) && matches(event, shortcut));
    if (!found && isAlone) return;
    if (!found) continue;
    event.preventDefault();
    if (!event.repeat || found.repeats) found.run();
    return;
  }
}

/** The keys of a page, while it is there. The one registry: `?` shows what stands in it. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[], { isAlone = false } = {}): void {
  const group: Group = { name, shortcuts, isAlone };
  onMounted(() => {
    if (groups.length === 0) window.addEventListener('keydown', press);
    groups.push(group);
  });
  onBeforeUnmount(() => {
    groups.splice(
      groups.findIndex((one) => one.shortcuts === shortcuts),
      1,
    );
    if (groups.length === 0) window.removeEventListener('keydown', press);
  });
}

const KEY_WORDS: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc', Enter: '回车' };

/** A key as it is printed on buttons: A, ⇧A, Esc. */
export function keyWord({ key, shift, ctrl }: Pick<Shortcut, 'key' | 'shift' | 'ctrl'>): string {
  return `${ctrl ? 'Ctrl+' : ''}${shift ? '⇧' : ''}${KEY_WORDS[key] ?? key.toUpperCase()}`;
}
