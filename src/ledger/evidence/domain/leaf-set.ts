import type { Hash } from './sha256';

/** Three words of a hash tell leaves apart: among a thousand million of them two would agree once in 10^11 ledgers. */
const WORDS = 3;

/**
 * Leaves that have been seen, 20 to 40 bytes each: a tree may have more of them than a Set holds. The leaves of different
 * rows differ, so that a leaf that comes twice is a row that was named twice.
 */
export class LeafSet {
  private capacity = 1_024;
  private words = new Int32Array(WORDS * this.capacity);
  private count = 0;
  private hasZero = false;

  /** @returns whether it was not there. */
  add(bytes: Hash, at: number): boolean {
    const [first, second, third] = [word(bytes, at), word(bytes, at + 4), word(bytes, at + 8)];
    if (first === 0 && second === 0 && third === 0) {
      const isNew = !this.hasZero;
      this.hasZero = true;
      return isNew;
    }
    if (!this.put(first, second, third)) return false;
    this.count += 1;
    if (this.count > 0.6 * this.capacity) this.grow();
    return true;
  }

  private put(first: number, second: number, third: number): boolean {
    const { words } = this;
    for (let slot = first & (this.capacity - 1); ; slot = (slot + 1) & (this.capacity - 1)) {
      const place = WORDS * slot;
      const [a, b, c] = [words[place], words[place + 1], words[place + 2]];
      if (a === first && b === second && c === third) return false;
      if (a === 0 && b === 0 && c === 0) {
        words[place] = first;
        words[place + 1] = second;
        words[place + 2] = third;
        return true;
      }
    }
  }

  private grow(): void {
    const old = this.words;
    this.capacity *= 2;
    this.words = new Int32Array(WORDS * this.capacity);
    for (let place = 0; place < old.length; place += WORDS) {
      const [a, b, c] = [old[place] ?? 0, old[place + 1] ?? 0, old[place + 2] ?? 0];
      if (a !== 0 || b !== 0 || c !== 0) this.put(a, b, c);
    }
  }
}

function word(bytes: Hash, at: number): number {
  return ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}
